import {describe, expect, test} from 'vitest';
import {Pack} from '../../electron/contract/pack.ts';
import {diffLines} from '../../electron/domain/diff-lines.ts';
import {diffPage} from '../../electron/domain/diff-page.ts';
import {diffPacks} from '../../electron/domain/pack-diff.ts';
import {smallPack} from '../small-pack.ts';

const HOSTILE = '<script>alert(1)</script><img src=x onerror="alert(2)">\'&amp;</ins></p><style>*{}</style>{amount}';

function packs(text: string, title = '小话术'): [Pack, Pack] {
  const after = smallPack();
  Object.assign(after.objections[0]?.answers.soft[0] as object, {text});
  Object.assign(after, {title, version: '1.1.0'});
  after.objections[1]?.phrasings.push({id: 'new', text: `新 ${text}`.slice(0, 120)});
  return [Pack.parse(smallPack()), Pack.parse(after)];
}

const page = (before: Pack, after: Pack, language: 'zh-CN' | 'en' = 'en') =>
  diffPage(before, after, diffPacks(before, after), language);

describe('a comparison as a page', () => {
  test('marks what went and what came, in the languages of the packs and of the reader', () => {
    const html = page(...packs('没关系，明天处理也来得及。'), 'zh-CN');
    expect(html).toContain('<html lang="zh-CN">');
    expect(html).toMatch(/没关系，<del>.*现在.*<\/del><ins>.*明天.*<\/ins>处理也来得及。/);
    expect(html).toContain('话术变化：small@1.0.0 → small@1.1.0');
    const english = page(...packs('没事。'));
    expect(english).toContain('<html lang="en">');
    expect(english).toContain('<p class="words" lang="zh-CN">');
    expect(english).toContain('Objections');
  });

  test('holds no script, no other file, and every text of a pack as text', () => {
    const html = page(...packs(HOSTILE, `</title>${HOSTILE.slice(0, 60)}`));
    expect(html).not.toMatch(/<(script|img|link|iframe|object|svg)\b/i);
    expect(html.match(/<style/g)).toHaveLength(1);
    expect(html.match(/<\/title>/g)).toHaveLength(1);
    expect(html).not.toMatch(/<[a-z]+[^>]*\son\w+=/i);
    expect(html).not.toMatch(/https?:|<[^>]*\s(src|href)=|url\(/);
    expect(html).toContain("default-src 'none'");
    expect(html.replace(/<[^>]*>/g, '')).toContain('&lt;script&gt;');
  });

  test('lets no sign turn the reading direction round', () => {
    const [before, after] = packs('好。');
    const [objection] = after.objections as [Pack['objections'][number]];
    objection.title = 'a\u202eb\u2066c\u0007';
    // oxlint-disable-next-line no-control-regex -- naming control characters is the point here
    expect(page(before, after)).not.toMatch(/[\u202e\u2066\u0007]/);
  });

  test('of equal packs says so', () => {
    const [before] = packs('好。');
    expect(page(before, before)).toContain('Same content: nothing changes.');
  });
});

describe('a comparison as lines', () => {
  test('marks words, and says of a list only what came and went', () => {
    const [before, after] = packs('没关系，明天处理也来得及。');
    const [objection] = after.objections as [Pack['objections'][number]];
    objection.avoid = ['不要指责', '不要争辩'];
    const lines = diffLines(diffPacks(before, after), 'zh-CN').join('\n');
    expect(lines).toContain('没关系，[-现在-]{+明天+}处理也来得及。');
    expect(lines).toContain('修改  异议 › 我忘了还款 › 不要说\n      {+不要争辩+}');
    expect(diffLines(diffPacks(before, after), 'en').join('\n')).toContain('Changed  Objections › 我忘了还款');
  });

  test('is one line for a whole with all that is in it', () => {
    const after = smallPack();
    after.objections.pop();
    const lines = diffLines(diffPacks(Pack.parse(smallPack()), Pack.parse(after)), 'en');
    expect(lines).toEqual(['Removed  Objections › 现在没钱', '      [-现在没钱-] (with 6 parts in it)']);
  });
});
