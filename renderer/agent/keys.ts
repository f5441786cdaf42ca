import type {Contact, Result} from '../../electron/contract/call.ts';
import {BRANCH_KINDS, type BranchKind, type Tone} from '../../electron/contract/pack.ts';
import {QUICK_CONTACTS} from '../../electron/domain/outcome-rules.ts';

/** What customers ask for in a call, one key each: it holds at once, and in every later call. */
export const KEYED_FLAGS = [
  'inconvenientTime',
  'inconvenientPlace',
  'stopCalls',
  'attorney',
  'workProhibited',
  'language',
  'vulnerable',
] as const;
export type KeyedFlag = (typeof KEYED_FLAGS)[number];

/** Everything has a key, and every key is shown next to its thing. This is the one table of them. */
export type KeyAction =
  | {do: 'branch'; kind: BranchKind}
  | {do: 'quick'; contact: (typeof QUICK_CONTACTS)[number]}
  | {do: 'tone'; tone: Tone}
  | {do: 'flag'; flag: KeyedFlag}
  | {do: 'reasons' | 'leaveMessage'}
  | {do: 'board' | 'news' | 'callPlan' | 'reminderItem'}
  | {do: 'heard'; place: number}
  | {do: 'incoming' | 'paste'}
  | {do: 'next' | 'confirm' | 'stageBack' | 'stageOn' | 'said' | 'required' | 'note' | 'outcome' | 'save'};

export const BRANCH_KEYS = new Map<BranchKind, string>(BRANCH_KINDS.map((kind, i) => [kind, `F${i + 1}`]));
export const QUICK_KEYS = new Map<Contact, string>(QUICK_CONTACTS.map((contact, i) => [contact, `Alt+${i + 1}`]));
export const TONE_KEYS: Record<Tone, string> = {soft: 'Alt+Q', standard: 'Alt+W', firm: 'Alt+E'};
export const FLAG_KEYS: Record<KeyedFlag, string> = {
  inconvenientTime: 'Alt+T',
  inconvenientPlace: 'Alt+P',
  stopCalls: 'Alt+X',
  attorney: 'Alt+A',
  workProhibited: 'Alt+J',
  language: 'Alt+L',
  vulnerable: 'Alt+H',
};
export const KEYS = {
  next: 'F9',
  confirm: 'F10',
  stageBack: 'Alt+↑',
  stageOn: 'Alt+↓',
  said: 'Alt+S',
  required: 'Alt+R',
  note: 'Alt+N',
  outcome: 'Alt+O',
  reasons: 'Alt+Y',
  leaveMessage: 'Alt+5',
  board: 'Alt+B',
  news: 'Alt+C',
  callPlan: 'Alt+G',
  reminderItem: 'Alt+K',
  incoming: 'Alt+I',
  setAside: 'Alt+0',
  paste: 'Alt+V',
  correct: 'Alt+9',
  save: 'Ctrl+Enter',
  search: 'Esc',
} as const;

/** In the panel of a new call, where letters belong to the search for the customer. */
export const NEW_CALL_KEYS = {
  direction: 'Alt+D',
  mode: 'Alt+M',
  number: 'Alt+N',
  otherTime: 'Alt+T',
  without: 'Alt+W',
  addAccount: 'Alt+A',
  editAccount: 'Alt+E',
  wholeNumber: 'Alt+Z',
  showCustomers: 'Alt+S',
  importAccounts: 'Alt+F',
  popWhole: 'Alt+H',
  popSetAside: 'Alt+X',
} as const;

/** One for each suggestion from the live text: they lie beside each other on the keyboard. */
export const HEARD_KEYS = ['Alt+U', 'Alt+7', 'Alt+8'] as const;

const ACTIONS = new Map<string, KeyAction>([
  ...BRANCH_KINDS.map((kind, i): [string, KeyAction] => [`F${i + 1}`, {do: 'branch', kind}]),
  ...QUICK_CONTACTS.map((contact, i): [string, KeyAction] => [`Alt+Digit${i + 1}`, {do: 'quick', contact}]),
  ['Alt+KeyQ', {do: 'tone', tone: 'soft'}],
  ['Alt+KeyW', {do: 'tone', tone: 'standard'}],
  ['Alt+KeyE', {do: 'tone', tone: 'firm'}],
  ...KEYED_FLAGS.map((flag): [string, KeyAction] => [FLAG_KEYS[flag].replace('+', '+Key'), {do: 'flag', flag}]),
  ['Alt+KeyY', {do: 'reasons'}],
  ['Alt+KeyI', {do: 'incoming'}],
  ['Alt+KeyV', {do: 'paste'}],
  ['Alt+KeyU', {do: 'heard', place: 0}],
  ['Alt+Digit7', {do: 'heard', place: 1}],
  ['Alt+Digit8', {do: 'heard', place: 2}],
  ['Alt+Digit5', {do: 'leaveMessage'}],
  ['Alt+KeyB', {do: 'board'}],
  ['Alt+KeyC', {do: 'news'}],
  ['Alt+KeyG', {do: 'callPlan'}],
  ['Alt+KeyK', {do: 'reminderItem'}],
  ['F9', {do: 'next'}],
  ['F10', {do: 'confirm'}],
  ['Alt+ArrowUp', {do: 'stageBack'}],
  ['Alt+ArrowDown', {do: 'stageOn'}],
  ['Alt+KeyS', {do: 'said'}],
  ['Alt+KeyR', {do: 'required'}],
  ['Alt+KeyN', {do: 'note'}],
  ['Alt+KeyO', {do: 'outcome'}],
  ['Ctrl+Enter', {do: 'save'}],
  ['Ctrl+NumpadEnter', {do: 'save'}],
]);

/**
 * The action of a key, by its place on the keyboard (so that Alt does not depend on the layout). Null for everything that
 * belongs to a field, and always while an input method composes: then digits, Enter and Esc are its own.
 */
export function actionOf(event: KeyboardEvent): KeyAction | null {
  if (isComposing(event) || event.shiftKey) return null;
  const ctrl = event.ctrlKey || event.metaKey;
  if (ctrl && event.altKey) return null;
  const name = `${ctrl ? 'Ctrl+' : ''}${event.altKey ? 'Alt+' : ''}${event.code}`;
  return ACTIONS.get(name) ?? null;
}

/** Chromium marks the keys that an input method takes by 229, also the first one, before composition is announced. */
export const isComposing = (event: Pick<KeyboardEvent, 'isComposing' | 'keyCode'>): boolean =>
  event.isComposing || event.keyCode === 229;

/** Letters of the outcome panel; they count only there. */
export const RESULT_KEYS: Record<Result, string> = {
  PTP: 'P',
  'PTP-P': 'I',
  CB: 'C',
  RFS: 'R',
  EVD: 'E',
  HARD: 'H',
  DISP: 'D',
  CP: 'K',
  PIF: 'F',
  SIF: 'S',
  BP: 'B',
  FRAUD: 'U',
  CND: 'X',
  ATT: 'A',
  BK: 'Y',
  DEC: 'G',
  LANG: 'L',
  INC: 'N',
  ABU: 'M',
  CMP: 'J',
  LC: 'Q',
};
