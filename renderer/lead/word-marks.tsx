import {VisuallyHidden} from '@mantine/core';
import {diffArrays} from 'diff';
import {strings, useText} from '../shared/strings.ts';

const texts = strings({
  added: {'zh-CN': '［新增：', en: '[added: '},
  removed: {'zh-CN': '［删除：', en: '[removed: '},
  end: {'zh-CN': '］', en: ']'},
});

// Chinese changes by the character, everything else by the word; a slot is one piece, so that half of its name is never marked.
const PIECES = /\{[^{}]*\}|\p{Script=Han}|[\p{L}\p{N}'’_]+|\s+|./gsu;

/** Pieces that a change between two sentences is told by. */
export function pieces(text: string): string[] {
  return text.match(PIECES) ?? [];
}

/** Two wordings as one text: what went is struck through, what came is underlined, and both are said aloud. */
export function WordMarks({before, after}: {before: string; after: string}) {
  const text = useText(texts);
  return (
    <>
      {diffArrays(pieces(before), pieces(after)).map((part, index) => {
        const words = part.value.join('');
        // oxlint-disable react/no-array-index-key -- parts of one comparison: no ids, no reordering
        if (part.added)
          return (
            <ins key={index} className="word">
              <VisuallyHidden>{text.added}</VisuallyHidden>
              {words}
              <VisuallyHidden>{text.end}</VisuallyHidden>
            </ins>
          );
        if (part.removed)
          return (
            <del key={index} className="word">
              <VisuallyHidden>{text.removed}</VisuallyHidden>
              {words}
              <VisuallyHidden>{text.end}</VisuallyHidden>
            </del>
          );
        return <span key={index}>{words}</span>;
        // oxlint-enable react/no-array-index-key
      })}
    </>
  );
}
