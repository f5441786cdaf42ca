import {Text, TextInput, Title} from '@mantine/core';
import {Fragment, useEffect, useState} from 'react';
import type {SearchHit, SearchHits} from '../../../electron/contract/methods.ts';
import {strings, useText} from '../../shared/strings.ts';
import {useDocument} from './draft-context.tsx';
import type {DraftChecks, FoundBoth} from './use-draft-worker.ts';

const texts = strings({
  label: {'zh-CN': '像坐席那样输入', en: 'Type as an agent does'},
  example: {'zh-CN': '例如 mq、meiqian、没钱', en: 'for example: no money, nomny'},
  draft: {'zh-CN': '用这份草稿', en: 'With this draft'},
  active: (version: string) => ({'zh-CN': `现在的 ${version}`, en: `Now, with ${version}`}),
  nobody: {'zh-CN': '目前没有使用中的版本。', en: 'No version is active now.'},
  nothing: {'zh-CN': '没有找到。', en: 'Nothing found.'},
  unsure: {'zh-CN': '没有把握，只是最接近的：', en: 'Not sure; only the nearest:'},
  fresh: {'zh-CN': '新', en: 'new'},
  was: (rank: number) => ({'zh-CN': `原第 ${rank} 位`, en: `was ${rank}`}),
  gone: {'zh-CN': '不再出现', en: 'no longer found'},
  idle: {
    'zh-CN': '改动之后，这样输入会找到什么？与现在的版本并排显示。',
    en: 'What would these letters find after the change? Shown beside what they find now.',
  },
});

const SHOWN = 5;

interface SearchPreviewProps {
  checks: DraftChecks;
  /** The version that agents have now. */
  active: string | null;
  onChoose: (objectionId: string) => void;
}

/** The agent's search in the draft, beside the same in the active version. */
export function SearchPreview({checks, active, onChoose}: SearchPreviewProps) {
  const text = useText(texts);
  const {document} = useDocument();
  const [typed, setTyped] = useState('');
  const [found, setFound] = useState<FoundBoth | null>(null);
  const {find} = checks;
  const {objections, lexicon} = document;
  useEffect(() => {
    if (typed.trim() === '') return undefined;
    const asked = {stale: false};
    void find(typed, SHOWN).then((both) => {
      if (!asked.stale) setFound(both);
      return undefined;
    });
    return () => {
      asked.stale = true;
    };
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- what is searched in changes with these
  }, [typed, objections, lexicon, find]);
  const both = typed.trim() === '' ? null : found;
  return (
    <search>
      <TextInput
        type="search"
        label={text.label}
        placeholder={text.example}
        value={typed}
        maxLength={200}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      {both === null ? (
        <Text size="sm" mt="xs" c="dimmed">
          {text.idle}
        </Text>
      ) : (
        <div className="found-both" aria-busy={both.text !== typed}>
          <section aria-label={text.draft}>
            <Title order={4}>{text.draft}</Title>
            <Hits found={both.draft} before={both.active} onChoose={onChoose} />
          </section>
          <section aria-label={active === null ? text.nobody : text.active(active)}>
            <Title order={4}>{active === null ? text.nobody : text.active(active)}</Title>
            {both.active !== null && <Hits found={both.active} after={both.draft} />}
          </section>
        </div>
      )}
    </search>
  );
}

interface HitsProps {
  found: SearchHits;
  /** What the other one finds: to tell what is new here, or moved, */
  before?: SearchHits | null;
  /** or is not found any more. */
  after?: SearchHits;
  onChoose?: (objectionId: string) => void;
}

function Hits({found: {hits, sure}, before, after, onChoose}: HitsProps) {
  const text = useText(texts);
  const {document} = useDocument();
  if (hits.length === 0) return <Text size="sm">{text.nothing}</Text>;
  const news = (hit: SearchHit, rank: number): string | null => {
    const other = (before ?? after)?.hits.findIndex(({objectionId}) => objectionId === hit.objectionId) ?? rank;
    if (after !== undefined) return other < 0 ? text.gone : null;
    if (before === null || before === undefined || other === rank) return null;
    return other < 0 ? text.fresh : text.was(other + 1);
  };
  return (
    <>
      {!sure && <Text size="xs">{text.unsure}</Text>}
      <ol className="found">
        {hits.map((hit, rank) => {
          const told = news(hit, rank);
          const words = (
            <span lang={document.language}>
              <Marked hit={hit} />
              {hit.phrasing !== hit.title && <span className="found-title"> {hit.title}</span>}
            </span>
          );
          return (
            <li key={hit.objectionId}>
              {onChoose === undefined ? (
                words
              ) : (
                <button type="button" className="found-choice" onClick={() => onChoose(hit.objectionId)}>
                  {words}
                </button>
              )}
              {told !== null && <span className="found-news">{told}</span>}
            </li>
          );
        })}
      </ol>
    </>
  );
}

function Marked({hit}: {hit: SearchHit}) {
  const ends = [0, ...hit.marks.flat(), hit.phrasing.length];
  return (
    <>
      {ends.slice(0, -1).map((from, i) => {
        const piece = hit.phrasing.slice(from, ends[i + 1]);
        return i % 2 === 1 ? <mark key={from}>{piece}</mark> : <Fragment key={`${from} `}>{piece}</Fragment>;
      })}
    </>
  );
}
