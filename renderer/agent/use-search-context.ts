import {useEffect, useMemo, useState} from 'react';
import type {CurrentCall} from '../../electron/contract/methods.ts';
import type {Pack} from '../../electron/contract/pack.ts';
import {oftenUsed} from '../../electron/domain/learned-usage.ts';
import type {SearchContext} from '../../electron/domain/objection-index.ts';
import {nearObjections, searchContext} from '../../electron/domain/search-context.ts';
import {call} from '../shared/client.ts';
import {useDeskEvents} from '../shared/session.tsx';
import {expectedObjections} from './promise/planned-call.ts';
import type {Conversation} from './use-conversation.ts';

/** What the search is told of the call. It changes with a step of the call, never while one types. */
export function useSearchContext(
  current: CurrentCall | null | undefined,
  pack: Pack | null | undefined,
  {gate, stage, branch}: Pick<Conversation, 'gate' | 'stage' | 'branch'>,
): SearchContext {
  const record = current?.record ?? null;
  const account = current?.account ?? null;
  const kind = branch?.kind ?? null;
  const predicted = record?.planned?.predicted;
  const near = useMemo(() => {
    if (!pack) return [];
    // What was expected before the call comes first once the customer is on the line.
    const expected = gate === 'open' ? expectedObjections(pack, predicted ?? []).map(({id}) => id) : [];
    return [...new Set([...nearObjections(pack, {gate, stage, branch: kind}), ...expected])];
  }, [pack, gate, stage, kind, predicted]);
  const usage = useUsage(record?.id ?? null);
  const saidBefore = useSaidBefore(record?.id ?? null, account?.id ?? null, gate !== null && gate !== 'closed');
  return useMemo(
    () => searchContext(record, account, gate, near, {saidBefore, usage}),
    [record, account, gate, near, saidBefore, usage],
  );
}

/** What this desk used before: asked for at the start and after each call, so that nothing moves within one. */
function useUsage(callId: string | null): ReadonlyMap<string, number> {
  const [usage, setUsage] = useState<ReadonlyMap<string, number>>(new Map());
  const [turn, setTurn] = useState(0);
  const idle = callId === null;
  useEffect(() => {
    const asked = {stale: false, turn};
    // The window may open in the middle of a call; a call that ends brings new figures.
    if (idle || turn === 0) {
      call('search.usage', {}).then(
        (pairs) => {
          if (!asked.stale) setUsage(oftenUsed(pairs));
          return undefined;
        },
        // Without it the words alone decide.
        () => undefined,
      );
    }
    return () => {
      asked.stale = true;
    };
  }, [idle, turn]);
  useDeskEvents((event) => {
    if (event.type !== 'usage.forgotten') return;
    setUsage(new Map());
    setTurn((count) => count + 1);
  });
  return usage;
}

const NOTHING_SAID: readonly string[] = [];

/** What the account said in earlier calls; behind the gate nothing of it is in the page. */
function useSaidBefore(callId: string | null, accountId: string | null, open: boolean): readonly string[] {
  const [said, setSaid] = useState<{accountId: string; ids: readonly string[]} | null>(null);
  const [turn, setTurn] = useState(0);
  const wanted = open ? accountId : null;
  if (said !== null && said.accountId !== wanted) setSaid(null);
  const missing = wanted !== null && said === null;
  useEffect(() => {
    if (!missing || wanted === null) return undefined;
    const asked = {stale: false, turn};
    call('account.saidBefore', {id: wanted}).then(
      (ids) => {
        if (!asked.stale) setSaid({accountId: wanted, ids});
        return undefined;
      },
      // The host opens its gate with the step that is still on its way to it: asked again once that is recorded.
      () => undefined,
    );
    return () => {
      asked.stale = true;
    };
  }, [missing, wanted, turn]);
  useDeskEvents((event) => {
    const mayBeTold = event.type === 'events.missed' || (event.type === 'call.changed' && event.callId === callId);
    if (mayBeTold && missing) setTurn((count) => count + 1);
  });
  return said === null || said.accountId !== wanted ? NOTHING_SAID : said.ids;
}
