import {AppError} from '../contract/errors.ts';
import type {Input} from '../contract/methods.ts';
import type {Id} from '../contract/values.ts';
import {addDays, dayIn} from '../domain/days.ts';
import {decayedUsage, USAGE_DAYS} from '../domain/learned-usage.ts';
import {maskSearch} from '../domain/masking.ts';
import {readRunningCall} from '../store/calls.ts';
import {readSettings} from '../store/desk.ts';
import {appendEvent} from '../store/journal.ts';
import {addMissedSearch, clearMissedSearches, listMissedSearches} from '../store/missed-searches.ts';
import {forgetUse, readUse} from '../store/objection-use.ts';
import {listPacks} from '../store/packs.ts';
import {currentProfile, type Desk, type HandlersOf, requireProfile, timestamp} from './desk.ts';
import type {SnapshotOf} from './search-snapshots.ts';

const MOST_USAGE = 1000;

/** Forgets something that this desk had learned, and puts on record that it did. */
function forget(desk: Desk, id: Id, what: 'learnedUsage' | 'missedSearches', work: () => void): void {
  const agent = currentProfile(desk)?.agentId ?? null;
  desk.db
    .transaction(() => {
      work();
      const payload = {forgotten: what};
      appendEvent(desk.db, {id, callId: null, type: 'setting.changed', payload, at: timestamp(desk), agent});
    })
    .immediate();
}

function missed(desk: Desk, {id, text, language}: Input<'search.missed'>): void {
  const {agentId, timeZone} = requireProfile(desk);
  const keep = text !== undefined && readSettings(desk.db).keepMissedSearches;
  const opened = keep ? readRunningCall(desk.db, agentId)?.opened : undefined;
  const names = opened === undefined ? [] : [opened.customerName, opened.reference];
  const day = dayIn(timeZone, timestamp(desk));
  const save = desk.db.transaction(() =>
    addMissedSearch(desk.db, {id, day, language, text: keep ? maskSearch(text, names) : null}),
  );
  save.immediate();
}

/** A page builds what it was given here: what is of anything else is not kept under a name of this desk. */
function keepSnapshot(desk: Desk, of: SnapshotOf, snapshot: Uint8Array): void {
  const {lexicon, snapshots} = desk.packs;
  if (!listPacks(desk.db).some(({sha256}) => sha256 === of.pack) || lexicon.read().sha256 !== of.lexicon) {
    throw new AppError('not_found', {
      'zh-CN': '本机没有这个话术包或词汇表。',
      en: 'There is no such pack or lexicon on this desk.',
    });
  }
  let kept: boolean;
  try {
    kept = snapshots.keep(of, snapshot);
  } catch {
    throw new AppError('unavailable', {
      'zh-CN': '搜索索引没有写入磁盘，下次会重新建立。',
      en: 'The index of the search could not be written; it is built again next time.',
    });
  }
  if (!kept) throw new AppError('invalid_input', {'zh-CN': '这不是搜索索引。', en: 'This is no index of the search.'});
}

export const searchHandlers: HandlersOf<'search'> = {
  'search.lexicon': (desk) => desk.packs.lexicon.read(),
  'search.snapshot': (desk, of) => {
    const snapshot = desk.packs.snapshots.read(of);
    return {snapshot: snapshot === null ? null : Buffer.from(snapshot).toString('base64')};
  },
  'search.keepSnapshot': (desk, {snapshot, ...of}) => {
    keepSnapshot(desk, of, Buffer.from(snapshot, 'base64'));
    return {};
  },
  'search.usage': (desk) => {
    const {agentId, team} = requireProfile(desk);
    const today = timestamp(desk).slice(0, 10);
    return decayedUsage(readUse(desk.db, agentId, team, addDays(today, -USAGE_DAYS)), today).slice(0, MOST_USAGE);
  },
  'search.forgetUsage': (desk, {id}) => {
    forget(desk, id, 'learnedUsage', () => forgetUse(desk.db));
    desk.emit({type: 'usage.forgotten'});
    return {};
  },
  'search.missed': (desk, input) => {
    missed(desk, input);
    return {};
  },
  'search.listMissed': (desk) => listMissedSearches(desk.db),
  'search.clearMissed': (desk, {id}) => {
    forget(desk, id, 'missedSearches', () => clearMissedSearches(desk.db));
    return {};
  },
};
