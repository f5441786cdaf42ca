import {useCallback, useEffect, useRef, useState} from 'react';
import type {LintFinding} from '../../../electron/contract/lint.ts';
import type {SearchHits} from '../../../electron/contract/methods.ts';
import {dayIn} from '../../../electron/domain/days.ts';
import type {PackDocument} from '../../../electron/domain/pack-draft.ts';
import type {LintSources} from '../../../electron/domain/pack-lint.ts';
import {call} from '../../shared/client.ts';
import {shippedLexicon} from '../../shared/shipped-lexicon.ts';
import type {DraftSession} from './draft-session.ts';
import type {DraftReport, DraftTask} from './draft-worker.ts';

/** What a search finds in the draft, and in the version that agents have now. */
export interface FoundBoth {
  text: string;
  draft: SearchHits;
  active: SearchHits | null;
}

export interface DraftChecks {
  findings: readonly LintFinding[];
  /** `looking`: the slow rules are at work; `failed`: nothing is checked while typing, only at the end. */
  state: 'looking' | 'complete' | 'failed';
  find: (text: string, limit: number) => Promise<FoundBoth>;
}

async function lintSources(timeZone: string): Promise<LintSources> {
  const [rules, conduct, lexicon] = await Promise.all([
    call('rules.list', {}),
    call('conduct.lists', {}),
    shippedLexicon(),
  ]);
  return {
    today: dayIn(timeZone, new Date().toISOString()),
    rules: rules.filter(({origin}) => origin === 'shipped').map(({rule}) => rule),
    conduct,
    lexicon: lexicon.files,
  };
}

/**
 * The worker beside an editor: it holds the draft as it stands, looks at it while somebody types, and searches in it.
 *
 * @param active the version that agents have; null when there is none
 */
export function useDraftWorker(session: DraftSession, active: PackDocument | null, timeZone: string): DraftChecks {
  const [checks, setChecks] = useState<Omit<DraftChecks, 'find'>>({findings: [], state: 'looking'});
  const worker = useRef<Worker | null>(null);
  const asked = useRef(new Map<number, {text: string; resolve: (found: FoundBoth) => void}>());
  const asks = useRef(0);
  const opened = useRef<Promise<void>>(Promise.resolve());

  useEffect(() => {
    const current = {gone: false};
    const own = new Worker(new URL('./draft-worker.ts', import.meta.url), {type: 'module'});
    worker.current = own;
    const tell = (task: DraftTask) => {
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker has none
      own.postMessage(task);
    };
    own.addEventListener('message', ({data}: MessageEvent<DraftReport>) => {
      if (data.type === 'findings') {
        setChecks({findings: data.findings, state: data.complete ? 'complete' : 'looking'});
        return;
      }
      const question = asked.current.get(data.ask);
      asked.current.delete(data.ask);
      question?.resolve({text: question.text, draft: data.draft, active: data.active});
    });
    const fail = () => setChecks((before) => ({...before, state: 'failed'}));
    own.addEventListener('error', fail);
    const unsubscribe: (() => void)[] = [];
    opened.current = lintSources(timeZone).then(
      (sources) => {
        if (current.gone) return undefined;
        tell({type: 'open', document: session.now().document, active, sources});
        unsubscribe.push(
          session.subscribe((edits) => {
            if (edits === null) tell({type: 'document', document: session.now().document});
            else if (edits.length > 0) tell({type: 'edits', edits});
          }),
        );
        return undefined;
      },
      () => {
        if (!current.gone) fail();
      },
    );
    return () => {
      current.gone = true;
      for (const stop of unsubscribe) stop();
      own.terminate();
      worker.current = null;
    };
  }, [session, active, timeZone]);

  const find = useCallback(async (text: string, limit: number) => {
    await opened.current;
    asks.current += 1;
    const ask = asks.current;
    return new Promise<FoundBoth>((resolve) => {
      asked.current.set(ask, {text, resolve});
      const task: DraftTask = {type: 'find', ask, text, limit};
      worker.current?.postMessage(task);
    });
  }, []);
  return {...checks, find};
}
