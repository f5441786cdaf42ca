import {VisuallyHidden} from '@mantine/core';
import type {WordMark} from '../../electron/contract/methods.ts';
import {strings, useText} from './strings.ts';

const texts = strings({
  added: {'zh-CN': '［新增：', en: '[added: '},
  removed: {'zh-CN': '［删除：', en: '[removed: '},
  end: {'zh-CN': '］', en: ']'},
});

/** Two wordings as one text: what went is struck through, what came is underlined, and both are said aloud. */
export function WordMarks({marks}: {marks: readonly WordMark[]}) {
  const text = useText(texts);
  return (
    <>
      {marks.map(({kind, text: words}, index) => {
        if (kind === 'same') return <span key={index}>{words}</span>;
        const Tag = kind === 'added' ? 'ins' : 'del';
        return (
          <Tag key={index} className="word">
            <VisuallyHidden>{text[kind]}</VisuallyHidden>
            {words}
            <VisuallyHidden>{text.end}</VisuallyHidden>
          </Tag>
        );
      })}
    </>
  );
}
