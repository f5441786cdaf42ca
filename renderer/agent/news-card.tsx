import type {PackChange, PackNews} from '../../electron/contract/methods.ts';
import {CHANGE_WORDS, KIND_WORDS} from '../../electron/domain/change-words.ts';
import {placeInWords} from '../../electron/domain/place-words.ts';
import {strings, useLanguage, useText} from '../shared/strings.ts';
import {WordMarks} from '../shared/word-marks.tsx';
import {KEYS} from './keys.ts';

/** More would push today's promises out of the window; the others unfold. */
const AT_FIRST = 5;

const texts = strings({
  updated: {'zh-CN': '话术已更新', en: 'The script was updated'},
  takenBack: {'zh-CN': '话术已撤回到之前的版本', en: 'The script was taken back to an earlier version'},
  changes: (count: number) => ({
    'zh-CN': `${count} 处与您说的话有关`,
    en: `${count} ${count === 1 ? 'change' : 'changes'} in what you say or read`,
  }),
  unread: (count: number) => ({
    'zh-CN': `另有 ${count} 处不影响通话中读的内容`,
    en: `${count} more in what is not read in a call`,
  }),
  more: (count: number) => ({'zh-CN': `还有 ${count} 处`, en: `${count} more`}),
  beyond: (count: number) => ({
    'zh-CN': `另外 ${count} 处请向组长查看完整对比。`,
    en: `For another ${count}, ask your lead for the whole comparison.`,
  }),
  list: {'zh-CN': '改了什么', en: 'What changed'},
  seen: {'zh-CN': '知道了', en: 'Got it'},
});

/** What changed in the script since this agent last saw it; it stays until it is seen. */
export function NewsCard({news, onSeen}: {news: PackNews; onSeen: () => void}) {
  const text = useText(texts);
  const {title, language, from, to, changes, total, unread, takenBack} = news;
  const rest = changes.slice(AT_FIRST);
  const counts = [text.changes(total), ...(unread > 0 ? [text.unread(unread)] : [])];
  return (
    <article className="news" aria-labelledby="news-title">
      <header className="answer-head">
        <h2 id="news-title">{takenBack ? text.takenBack : text.updated}</h2>
        <button type="button" onClick={onSeen}>
          {text.seen}
          <kbd>{KEYS.news}</kbd>
        </button>
      </header>
      <p>
        <span lang={language}>{title}</span>{' '}
        <span className="tabular">
          {from.version} → <b>{to.version}</b>
        </span>
      </p>
      <p className="quiet">{counts.join(' · ')}</p>
      <Changes label={text.list} changes={changes.slice(0, AT_FIRST)} language={language} />
      {rest.length > 0 && (
        <details>
          <summary>{text.more(total - AT_FIRST)}</summary>
          <Changes label={text.list} changes={rest} language={language} />
          {total > changes.length && <p className="quiet">{text.beyond(total - changes.length)}</p>}
        </details>
      )}
    </article>
  );
}

interface ChangesProps {
  label: string;
  changes: readonly PackChange[];
  language: PackNews['language'];
}

function Changes({label, changes, language: packLanguage}: ChangesProps) {
  const language = useLanguage();
  if (changes.length === 0) return null;
  return (
    <ul className="news-changes" aria-label={label}>
      {changes.map((change, i) => (
        <li key={i}>
          <span className="quiet">
            <b>{KIND_WORDS[change.kind][language]}</b> {placeInWords(placeOf(change), language)}
          </span>
          <Words change={change} packLanguage={packLanguage} />
        </li>
      ))}
    </ul>
  );
}

/** Where an agent finds it: ids of lines, and that what changed is their text, tell nobody anything. */
function placeOf({kind, place}: PackChange): string {
  const steps = place.split(' › ');
  const end = steps.at(-1) === 'text' ? 2 : kind !== 'changed' && steps.length > 2 ? 1 : 0;
  return steps.slice(0, steps.length - end).join(' › ');
}

const wholeOf = (place: string): string => place.split(' › ').slice(0, -1).join(' › ');

function Words({change, packLanguage}: {change: PackChange; packLanguage: PackNews['language']}) {
  const language = useLanguage();
  const {kind, before, after, words = []} = change;
  const whole = kind === 'added' || kind === 'removed';
  const marks = whole ? [{kind, text: (kind === 'added' ? after : before) ?? ''}] : words;
  return (
    <>
      <span lang={packLanguage} className="news-words">
        <WordMarks marks={marks} />
      </span>
      {kind === 'moved' && (
        <span>
          {CHANGE_WORDS.from[language]} {placeInWords(wholeOf(before ?? ''), language)}
        </span>
      )}
    </>
  );
}
