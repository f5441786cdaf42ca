import {AppError} from '../contract/errors.ts';
import type {PackNews} from '../contract/methods.ts';
import type {PackInfo} from '../contract/pack.ts';
import type {Id, Sha256} from '../contract/values.ts';
import {diffPacks} from '../domain/pack-diff.ts';
import {newsOf} from '../domain/pack-news.ts';
import {appendEvent} from '../store/journal.ts';
import {type Activation, firstSeen, listActivations, noteSeenPack, readSeenPack} from '../store/pack-news.ts';
import {nameOfContent, readPackByContent} from '../store/packs.ts';
import {currentProfile, type Desk, requireProfile, timestamp} from './desk.ts';

/**
 * What changed for the agent who sits here since the pack whose news they saw last; who has not seen any began with what was
 * in use when they first sat down. Null: nothing changed, or nobody sits here.
 */
export function packNews(desk: Desk, active: PackInfo): PackNews | null {
  const agent = currentProfile(desk)?.agentId;
  if (agent === undefined) return null;
  const {db} = desk;
  const {id, title, language, version, sha256} = active;
  const history = listActivations(db, id);
  const known = readSeenPack(db, agent, id) ?? begunWith(history, firstSeen(db, agent));
  if (known === null || known === sha256) return null;
  const from = nameOfContent(db, id, known);
  if (from === null) return null;
  const left = history.findLast((each) => each.sha256 === known)?.seq ?? 0;
  return {
    id,
    title,
    language,
    from: {version: from.version, sha256: known},
    to: {version, sha256},
    takenBack: history.some((each) => each.sha256 === sha256 && each.seq < left),
    ...told(desk, readPackByContent(db, from), active),
  };
}

function begunWith(history: readonly Activation[], since: number): Sha256 | null {
  return (history.findLast(({seq}) => seq < since) ?? history[0])?.sha256 ?? null;
}

/** That there is another version is news also where the old one can no longer be read. */
function told(desk: Desk, from: PackInfo | null, to: PackInfo): ReturnType<typeof newsOf> {
  const nothing = {changes: [], total: 0, unread: 0};
  if (from === null) return nothing;
  try {
    return newsOf(diffPacks(desk.packs.pack(from), desk.packs.pack(to)));
  } catch (error) {
    if (error instanceof AppError) return nothing;
    throw error;
  }
}

/** Notes that the agent saw the news of a content; a repeated save changes nothing. */
export function seePack(desk: Desk, eventId: Id, {id, sha256}: {id: string; sha256: Sha256}): void {
  const agent = requireProfile(desk).agentId;
  if (nameOfContent(desk.db, id, sha256) === null) {
    throw new AppError('not_found', {
      'zh-CN': `没有这个版本的话术包 ${id}。`,
      en: `There is no such version of pack ${id}.`,
    });
  }
  const at = timestamp(desk);
  desk.db
    .transaction(() => {
      appendEvent(desk.db, {id: eventId, callId: null, type: 'pack.seen', payload: {id, sha256}, at, agent});
      noteSeenPack(desk.db, {agent, packId: id, sha256, at});
    })
    .immediate();
}
