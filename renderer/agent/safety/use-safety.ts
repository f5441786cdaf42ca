import {useEffect, useState} from 'react';
import type {Flag} from '../../../electron/contract/flags.ts';
import type {Id} from '../../../electron/contract/values.ts';
import {wallClock} from '../../../electron/domain/days.ts';
import {useLanguage} from '../../shared/strings.ts';
import type {KeyedFlag} from '../keys.ts';
import type {AgentCall} from '../use-call.ts';
import {flagAtOnce, type FlagPlace, keyOfFlag} from './flag-choices.ts';
import type {CallFlags} from './use-flags.ts';

/** What the window shows of the rules and the wishes, besides the light. */
export interface Safety {
  reasonsShown: boolean;
  toggleReasons: () => void;
  /** The wish that is being said more exactly. */
  strip: {kind: KeyedFlag; flagId: Id | null; place: FlagPlace} | null;
  press: (kind: KeyedFlag) => void;
  setStripFlag: (flagId: Id | null) => void;
  closeStrip: () => void;
  /** A voicemail answered: nothing is shown but the message for it. */
  voicemail: boolean;
  setVoicemail: (on: boolean) => void;
}

/** Longest wait that a timer can count, in milliseconds; a judgement that changes later is asked for sooner. */
const MOST_MS = 60 * 60 * 1000;

/** What is opened by the keys of the rules and wishes; another call begins with nothing opened. */
export function useSafety({current = null, refresh}: AgentCall, notes: CallFlags): Safety {
  const language = useLanguage();
  const [reasonsShown, setReasonsShown] = useState(false);
  const [strip, setStrip] = useState<Safety['strip']>(null);
  const [voicemail, setVoicemail] = useState(false);
  const record = current?.record ?? null;
  const callId = record?.id ?? null;
  const [shownCall, setShownCall] = useState(callId);
  if (shownCall !== callId) {
    setShownCall(callId);
    setReasonsShown(false);
    setStrip(null);
    setVoicemail(false);
  }

  // What is displayed is judged anew at the moment at which the rules change their mind.
  const changesAt = current?.judgement?.changesAt ?? null;
  useEffect(() => {
    if (changesAt === null) return undefined;
    const wait = Math.min(MOST_MS, Math.max(1000, Date.parse(changesAt) - Date.now() + 500));
    const timer = setTimeout(refresh, wait);
    return () => clearTimeout(timer);
  }, [changesAt, refresh]);

  const number = current?.account?.numbers.find(({id}) => id === record?.opened.numberId);
  const placeNow = (): FlagPlace | null => {
    if (record === null) return null;
    const [today = '', time = ''] = wallClock(record.opened.timeZone, new Date().toISOString()).split(' ');
    const third = record.party === 'third';
    return {today, time, numberId: record.opened.numberId, line: number?.line ?? 'mobile', third, language};
  };
  const press = (kind: KeyedFlag) => {
    const place = placeNow();
    if (place === null || record?.opened.accountId === null) return;
    const atOnce = flagAtOnce(kind, place);
    const held = notes.flags.filter(({flag}) => keyOfFlag(flag) === kind);
    const same = held.find(({callId: during, flag}) => during === callId || alike(flag, atOnce));
    setStrip({kind, place, flagId: same?.id ?? notes.note(atOnce)});
  };
  return {
    reasonsShown,
    toggleReasons: () => setReasonsShown((shown) => !shown),
    strip,
    press,
    setStripFlag: (flagId) => setStrip((open) => open && {...open, flagId}),
    closeStrip: () => setStrip(null),
    voicemail,
    setVoicemail,
  };
}

/** The same wish; a name or a sign that was added makes it no other one. */
const alike = (held: Flag, atOnce: Flag): boolean =>
  held.kind === atOnce.kind &&
  (['attorney', 'language', 'vulnerable'].includes(held.kind) || JSON.stringify(held) === JSON.stringify(atOnce));
