import type {WordList} from '../../../electron/contract/pack.ts';
import type {Jurisdiction, Language} from '../../../electron/contract/values.ts';
import {labelOf} from '../../../electron/domain/conduct-words.ts';
import {strings, useLanguage, useText} from '../strings.ts';
import './note-findings.css';
import type {FoundWords} from './text-check.ts';
import {useTextCheck} from './use-text-check.ts';

const MOST_SHOWN = 5;

const texts = strings({
  heading: (count: number) => ({
    'zh-CN': `备注中有 ${count} 处用语请留意，仍可保存`,
    en: `${count} ${count === 1 ? 'wording' : 'wordings'} in this note to look at; it can be saved all the same`,
  }),
  quoted: (words: string) => ({'zh-CN': `“${words}”`, en: `"${words}"`}),
  ownList: (id: string) => ({'zh-CN': `本话术包的词表“${id}”`, en: `the script pack's own word list "${id}"`}),
  more: (count: number) => ({'zh-CN': `另有 ${count} 处`, en: `${count} more`}),
});

interface NoteFindingsProps {
  note: string;
  /** The language of the call. */
  lang: Language;
  /** Of the call: its law is cited, and no other. */
  jurisdiction: Jurisdiction;
  wordLists: readonly WordList[] | undefined;
}

/** Under a note: what in it breaks a rule of conduct, the words, the rule and, where the call's law has one, its source. A help; it never refuses anything. */
export function NoteFindings({note, lang, jurisdiction, wordLists}: NoteFindingsProps) {
  const text = useText(texts);
  const found = useTextCheck({text: note, lang, kind: 'note', jurisdiction, wordLists});
  return (
    <div role="status" className="note-findings">
      {found.length > 0 && (
        <>
          <p>
            <span aria-hidden="true">⚠ </span>
            {text.heading(found.length)}
          </p>
          {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it may scroll, and the keyboard must get there */}
          <ul tabIndex={0} aria-label={text.heading(found.length)}>
            {found.slice(0, MOST_SHOWN).map((finding) => (
              <FindingLine key={`${finding.category} ${finding.start}`} finding={finding} />
            ))}
            {found.length > MOST_SHOWN && <li>{text.more(found.length - MOST_SHOWN)}</li>}
          </ul>
        </>
      )}
    </div>
  );
}

function FindingLine({finding: {category, words, says, rule}}: {finding: FoundWords}) {
  const text = useText(texts);
  const language = useLanguage();
  return (
    <li>
      <strong>{labelOf(category)[language]}</strong> <mark>{text.quoted(words)}</mark>{' '}
      {says === null ? (
        text.ownList(rule)
      ) : (
        <>
          {says.message[language]} {says.source !== null && <span className="note-finding-source">{says.source}</span>}
        </>
      )}
    </li>
  );
}
