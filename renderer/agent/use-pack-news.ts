import {v7} from 'uuid';
import {useCallback, useState} from 'react';
import type {PackNews} from '../../electron/contract/methods.ts';
import {asCallError, call, type CallError} from '../shared/client.ts';
import {useDeskEvents, useSession} from '../shared/session.tsx';
import {useReply} from '../shared/use-reply.ts';

export interface ToldNews {
  news: PackNews | null;
  error: CallError | null;
  /** The agent has seen them; they do not come back. */
  onSeen: () => void;
}

/** What the agent who sits here has not seen of the pack in use: at a start, and whenever another becomes the one in use. */
export function usePackNews(): ToldNews {
  const {session} = useSession();
  const {profile, language} = session;
  const asked = useReply(`${profile?.agentId} ${profile?.jurisdiction} ${language}`, () => call('pack.news', {}));
  const [failure, setFailure] = useState<CallError | null>(null);
  const {again, value: news} = asked;
  useDeskEvents((event) => {
    if (event.type === 'pack.activated' || event.type === 'events.missed') again();
  });
  const onSeen = useCallback(() => {
    if (news === null) return;
    const {id, to} = news;
    call('pack.seen', {eventId: v7(), id, sha256: to.sha256}).then(
      () => {
        setFailure(null);
        again();
        return undefined;
      },
      (thrown: unknown) => setFailure(asCallError(thrown)),
    );
  }, [news, again]);
  return {news, error: failure ?? asked.error, onSeen};
}
