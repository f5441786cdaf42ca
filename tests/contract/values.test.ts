import {describe, expect, test} from 'vitest';
import {cleanText, lineText, typedText} from '../../electron/contract/values.ts';

describe('typed text', () => {
  test('loses the marks that turn the direction of writing about, and nothing else', () => {
    const turns = '\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069';
    for (const mark of turns) expect(cleanText(`promised 100${mark}005 today`)).toBe('promised 100005 today');
    expect(typedText(40).parse('\u202e承诺还款')).toBe('承诺还款');
    expect(lineText(40).parse('\u2067 张伟明 \u2069')).toBe('张伟明');
    // Neighbours in the table of signs that people do type: dashes, quotes, joined emoji, letters of other scripts.
    const kept = '— “引号” … \u202f\u2060 👩\u200d👩\u200d👧 שלום مرحبا';
    expect(cleanText(kept)).toBe(kept);
  });

  test('loses control signs and keeps tabs and line ends, unified', () => {
    expect(cleanText('a\u0000\u001b[31m\tb\r\nc\rd\u2028\u2029\ufeff')).toBe('a[31m\tb\nc\nd');
    expect(cleanText('\ud800x')).toBe('\ufffdx');
  });

  test('that is a line and holds only what is removed is refused', () => {
    expect(lineText(40).safeParse('\u202e\u2069').success).toBe(false);
  });
});
