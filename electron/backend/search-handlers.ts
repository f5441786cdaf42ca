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
import {currentProfile, type Desk, type HandlersOf, requireProfile, timestamp} from './desk.ts';

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

export const searchHandlers: HandlersOf<'search'> = {
  'search.lexicon': (desk) => desk.packs.lexicon.read(),
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
