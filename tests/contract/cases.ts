import type {ErrorCode, Reply} from '../../electron/contract/errors.ts';
import {ERROR_CODES} from '../../electron/contract/errors.ts';
import {type MethodName, methods, type RawInput} from '../../electron/contract/methods.ts';
import {type Role, ROLES} from '../../electron/contract/values.ts';
import {smallPack} from '../small-pack.ts';

/** One question over a transport, and how it must be refused. Inputs are JSON values: they travel over every host. */
export interface ContractCase {
  name: string;
  role: Role;
  method: string;
  input: unknown;
  code: ErrorCode;
}

const id = (n: number) => `01935a00-0000-7000-8000-${String(n).padStart(12, '0')}`;

const outcome: RawInput<'call.saveOutcome'>['outcome'] = {
  contact: 'RPC',
  result: 'PTP',
  tags: ['CP'],
  reason: 'forgot',
  promise: {
    amount: 100,
    currency: 'CNY',
    day: '2099-01-01',
    method: 'app',
    reminderConsent: false,
    repeatedBack: true,
  },
  nextAction: {kind: 'call', at: '2099-01-02T10:00', timeZone: 'Asia/Shanghai'},
  note: 'a note',
};

const importSettings = {
  jurisdiction: 'CN',
  language: 'en',
  currency: 'CNY',
  creditor: null,
  dayOrder: 'certain',
} as const;

/** Of the right form; its root is another one than it says. */
const ENROLMENT = JSON.stringify({
  format: 1,
  team: 'north',
  from: '/nowhere',
  rootFingerprint: '0'.repeat(64),
  root: '{}',
});

/** A well-formed input of every method. The things named in them do not exist. */
export const sampleInputs: {[Name in MethodName]: RawInput<Name>} = {
  'session.get': {},
  'session.enter': {role: 'agent', pin: '1234'},
  'session.lock': {role: 'lead', pin: '1234'},
  'profile.save': {
    id: id(1),
    profile: {
      agentId: 'A1',
      spokenName: 'Zhou',
      institution: 'Bank',
      team: 'One',
      timeZone: 'Asia/Shanghai',
      jurisdiction: 'CN',
      collector: 'creditor',
      officialPhone: '400-000-0000',
      officialChannel: 'App',
    },
  },
  'profile.use': {id: id(2), agentId: 'nobody'},
  'settings.save': {id: id(3), settings: {language: 'en', theme: 'auto', alwaysOnTop: false}},
  'account.list': {text: 'x', limit: 10, unmasked: false},
  'account.save': {
    account: {
      id: id(4),
      reference: 'R-1',
      person: {id: id(5), name: 'Ann'},
      customerType: null,
      debts: [{id: id(6), product: 'loan', currency: 'USD', amount: 100, dueDate: '2026-01-01'}],
      timeZones: {told: null, address: null, number: 'Asia/Shanghai'},
      jurisdiction: 'CN',
      language: 'en',
      numbers: [{id: id(7), label: 'mobile', value: '+1 555 010 9999'}],
    },
  },
  'account.import': {text: '[]'},
  'account.previewCsv': {
    text: 'reference,name\nR-1,Ann',
    columns: ['reference', 'customerName'],
    settings: importSettings,
  },
  'account.importCsv': {
    id: id(40),
    text: 'reference,name\nR-1,Ann',
    columns: ['reference', 'customerName'],
    settings: importSettings,
    onlyValid: false,
  },
  'account.cancelImport': {id: id(40)},
  'account.revealNumber': {id: id(41), accountId: id(8), numberId: id(9)},
  'account.kept': {id: id(8), unmasked: false},
  'account.erase': {id: id(42), accountId: id(8), ground: 'subjectRequest', why: 'the customer asked for it'},
  'retention.list': {unmasked: false},
  'account.get': {id: id(8)},
  'account.history': {id: id(8), limit: 3},
  'account.saidBefore': {id: id(8)},
  'account.forgetNumber': {id: id(8), numberId: id(9)},
  'account.judge': {
    id: id(8),
    numberId: id(9),
    personId: id(5),
    direction: 'outbound',
    purpose: 'collect',
    contactMode: 'interactive',
    at: '2026-12-01T10:00:00.000Z',
    mode: 'collection',
    assumeConsent: false,
  },
  'account.flags': {id: id(8)},
  'account.flag': {
    id: id(23),
    accountId: id(8),
    callId: id(10),
    personId: id(5),
    flag: {kind: 'inconvenientTime', days: [1, 2], from: '15:00', to: '17:00', through: '2027-01-01'},
  },
  'account.liftFlag': {id: id(24), accountId: id(8), flagId: id(23), why: 'a slip'},
  'account.consent': {
    id: id(25),
    accountId: id(8),
    callId: id(10),
    personId: id(5),
    consent: {covers: ['time'], hours: {from: '21:00', to: '22:00'}, validUntil: '2027-01-01T00:00:00.000Z'},
  },
  'account.revokeConsent': {id: id(26), accountId: id(8), consentId: id(25), why: 'the customer said so'},
  'account.noteContacts': {
    id: id(27),
    accountId: id(8),
    source: 'import',
    contacts: [{id: id(28), kind: 'callNoAnswer', at: '2026-11-01T10:00:00.000Z', numberId: id(9)}],
    counts: [{ruleId: 'US-FREQ-01', count: 3, debtId: id(6)}],
  },
  'rules.list': {jurisdiction: 'US'},
  'call.open': {
    id: id(10),
    accountId: id(8),
    direction: 'outbound',
    mode: 'collection',
    numberId: id(9),
    numberLabel: 'mobile',
    personId: id(5),
    purpose: 'collect',
    contactMode: 'interactive',
    begun: 'planned',
    override: {pin: '1234', why: 'a good reason'},
  },
  'call.current': {},
  'call.record': {
    id: id(11),
    callId: id(10),
    step: {type: 'stage.entered', payload: {stageId: 'opening', kind: 'opening'}},
  },
  'call.saveDraft': {
    callId: id(10),
    draft: {note: 'half a', objectionId: 'forgot', tone: 'soft', slots: {payDate: 'x'}, form: {contact: 'RPC'}},
  },
  'call.saveOutcome': {id: id(12), callId: id(10), outcome},
  'call.correct': {id: id(13), callId: id(10), outcome, why: 'a typing error'},
  'call.list': {filter: {from: '2026-01-01', text: 'x'}, offset: 0, limit: 10, unmasked: false},
  'call.get': {id: id(10), unmasked: false},
  'call.agents': {},
  'promise.list': {},
  'promise.note': {id: id(30), promiseId: id(10), noted: {kind: 'payment', amount: 100, day: '2026-01-02'}},
  'promise.review': {id: id(31), accountId: id(8), decision: 'plan again, in parts'},
  'pack.list': {},
  'pack.get': {id: 'nothing', version: '1.0.0'},
  'pack.search': {text: 'forgot', packId: 'nothing', limit: 5},
  'pack.check': {text: '{}'},
  'pack.import': {id: id(14), text: JSON.stringify(smallPack())},
  'pack.export': {id: 'nothing', version: '1.0.0'},
  'pack.readTable': {bytes: 'dGFibGUsb2YsaWQKcGFjaywseAo='},
  'pack.readSheets': {bytes: 'YSxiCjEsMgo='},
  'pack.activate': {id: 'nothing', version: '1.0.0', eventId: id(15)},
  'pack.deactivate': {id: 'nothing', eventId: id(16)},
  'pack.diff': {from: {id: 'nothing', version: '1.0.0'}, to: {id: 'nothing', version: '1.0.1'}},
  'pack.diffPage': {
    from: {id: 'nothing', version: '1.0.0'},
    to: {id: 'nothing', version: '1.0.1'},
    language: 'en',
  },
  'pack.news': {},
  'pack.seen': {eventId: id(60), id: 'nothing', sha256: '0'.repeat(64)},
  'sync.status': {},
  'sync.now': {},
  'sync.readEnrolment': {text: ENROLMENT},
  'sync.enrol': {id: id(50), text: ENROLMENT},
  'sync.move': {id: id(51), from: '/nowhere'},
  'sync.leave': {id: id(52)},
  'repository.read': {},
  'repository.create': {place: '/dev/null/packs', team: 'north', name: 'lead-1'},
  'repository.join': {place: '/dev/null/packs', team: 'north', keyFiles: []},
  'repository.review': {id: 'nothing', version: '1.0.0'},
  'repository.publish': {id: 'nothing', version: '1.0.0', eventId: id(60), permille: 1000},
  'repository.share': {id: 'nothing', version: '1.0.0', eventId: id(61), permille: 1000},
  'repository.withdraw': {id: 'nothing', version: '1.0.0', eventId: id(62)},
  'repository.refresh': {},
  'repository.addLead': {eventId: id(63), name: 'wang'},
  'repository.revokeLead': {eventId: id(64), name: 'wang'},
  'repository.rotateRoot': {eventId: id(65)},
  'repository.backUpKeys': {to: '/dev/null/packs'},
  'search.lexicon': {},
  'rules.judge': {
    facts: {jurisdiction: 'none', persons: [{id: 'c', role: 'debtor'}]},
    history: [],
    plan: {kind: 'call', person: 'c'},
    at: '2026-11-21T04:00:00.000Z',
  },
  'conduct.lists': {},
  'conduct.check': {texts: [{lang: 'en', kind: 'note', text: 'Nobody answered.'}]},
  'draft.list': {},
  'draft.get': {packId: 'nothing'},
  'draft.begin': {text: JSON.stringify(smallPack()), basedOn: '1.0.0', page: id(30)},
  'draft.save': {
    packId: 'nothing',
    revision: 1,
    edits: [{kind: 'move', list: ['stages'], id: 'opening', into: ['stages'], before: null}],
    page: id(31),
  },
  'draft.remove': {packId: 'nothing', revision: 1, page: id(32)},
  'search.snapshot': {pack: 'a'.repeat(64), lexicon: 'b'.repeat(64)},
  'search.keepSnapshot': {pack: 'a'.repeat(64), lexicon: 'b'.repeat(64), snapshot: 'AAAA'},
  'search.usage': {},
  'search.forgetUsage': {id: id(20)},
  'search.missed': {id: id(21), text: 'never heard of it', language: 'en'},
  'search.listMissed': {},
  'search.clearMissed': {id: id(22)},
  'notes.export': {id: id(17), format: 'csv', filter: {}, unmasked: false, cursor: null},
  'notes.bundle': {id: id(18), cursor: null},
  'notes.import': {id: id(19), text: ''},
  'pop.receive': {id: id(23), door: 'paste', text: ''},
  'pop.list': {},
  'pop.look': {id: id(24)},
  'pop.done': {id: id(24), callId: null},
  'utterance.receive': {text: '{}'},
  'dialer.get': {},
  'dialer.setDoor': {id: id(25), on: false},
  'dialer.renewDoor': {id: id(26), port: false},
  'dialer.saveMapping': {id: id(27), mapping: [{theirs: 'kundennummer', ours: 'account'}]},
  'dialer.savePush': {
    id: id(28),
    push: {
      on: false,
      template: 'https://dialer.example.com/api?value={status}',
      hosts: [{host: 'dialer.example.com', local: false}],
      statuses: {PTP: 'PTP'},
    },
    credentials: null,
  },
  'journal.verify': {},
  'desk.doctor': {},
};

/** Keys that may be left out, as `method key`. */
const OPTIONAL = new Set([
  'session.enter pin',
  'call.list unmasked',
  'call.get unmasked',
  'account.list unmasked',
  'account.kept unmasked',
  'retention.list unmasked',
  'account.previewCsv columns',
  'pack.search packId',
  'search.missed text',
  'draft.begin page',
  'draft.begin replaces',
  'draft.save page',
  'draft.save revision',
  'draft.remove page',
  'account.judge numberId',
  'account.judge personId',
  'account.judge direction',
  'account.judge purpose',
  'account.judge contactMode',
  'account.judge at',
  'account.judge mode',
  'account.judge assumeConsent',
  'account.flag personId',
  'account.consent personId',
  'rules.list jurisdiction',
  'call.open personId',
  'call.open purpose',
  'call.open contactMode',
  'call.open begun',
  'call.open override',
  'dialer.savePush credentials',
]);

/** Strings of these may be very long: they hold whole files. */
const WHOLE_FILES = new Set([
  'pack.check text',
  'pack.import text',
  'pack.readSheets bytes',
  'draft.begin text',
  'account.import text',
  'account.previewCsv text',
  'account.importCsv text',
  'notes.import text',
  'search.keepSnapshot snapshot',
  // Whatever a terminal is given: one long text must not refuse those around it.
  'conduct.check texts.0.text',
]);

/** Names that every object has, names that nearly are one, and names that are nothing. */
export const UNKNOWN_METHODS: readonly string[] = [
  'constructor',
  '__proto__',
  'toString',
  'hasOwnProperty',
  'valueOf',
  'prototype',
  'call',
  'call.',
  'call.nothing',
  'Call.open',
  'call.open ',
  ' call.open',
  'call.open\u0000',
  'ｃall.open',
  '',
  '0',
  'x'.repeat(5000),
];

/** Every case of the contract: wrong role, malformed input, unknown method. */
export function contractCases(): ContractCase[] {
  const known = Object.keys(methods) as MethodName[];
  return [...known.flatMap(roleCases), ...known.flatMap(inputCases), ...ROLES.flatMap(unknownCases)];
}

function roleCases(method: MethodName): ContractCase[] {
  const spec: {roles: readonly Role[]} = methods[method];
  const shut = ROLES.filter((role) => !spec.roles.includes(role));
  return shut.flatMap((role) => [
    {name: `${method} as ${role}`, role, method, input: sampleInputs[method], code: 'forbidden' as const},
    // Who may not call a method is not told what its input should be.
    {name: `${method} as ${role} with nonsense`, role, method, input: {nonsense: true}, code: 'forbidden' as const},
  ]);
}

function inputCases(method: MethodName): ContractCase[] {
  const [role] = methods[method].roles as readonly [Role];
  const sample = sampleInputs[method] as Record<string, unknown>;
  const wrong: [what: string, input: unknown][] = [
    ['null', null],
    ['an array', []],
    ['an array around it', [sample]],
    ['a text', JSON.stringify(sample)],
    ['a number', 7],
    ['a boolean', true],
    ['an extra key', {...sample, extra: 1}],
    [
      '__proto__ as a key',
      JSON.parse(`{"__proto__": {"role": "qa"}, ${JSON.stringify(sample).slice(1)}`.replace(', }', '}')),
    ],
    ['constructor as a key', {...sample, constructor: {prototype: {}}}],
    ['a role of its own', {...sample, role: {toString: 'qa'}}],
  ];
  for (const key of Object.keys(sample)) {
    const {[key]: _left, ...rest} = sample;
    if (!OPTIONAL.has(`${method} ${key}`)) wrong.push([`no ${key}`, rest]);
    for (const value of wrongFor(sample[key])) wrong.push([`${key} = ${shown(value)}`, {...sample, [key]: value}]);
  }
  for (const path of stringsIn(sample)) {
    if (WHOLE_FILES.has(`${method} ${path.join('.')}`)) continue;
    wrong.push([`${path.join('.')} huge`, replaced(sample, path, 'x'.repeat(60_000))]);
    wrong.push([`${path.join('.')} as an object`, replaced(sample, path, {toString: 'x'})]);
  }
  return wrong.map(([what, input]) => ({name: `${method} with ${what}`, role, method, input, code: 'invalid_input'}));
}

function unknownCases(role: Role): ContractCase[] {
  return UNKNOWN_METHODS.map((method) => ({
    name: `unknown method ${JSON.stringify(method.slice(0, 20))} as ${role}`,
    role,
    method,
    input: {},
    code: 'not_found',
  }));
}

/** Values of another type; none of them fits where `value` stands. */
function wrongFor(value: unknown): unknown[] {
  switch (typeof value) {
    case 'string':
      return [7, true, [value], {value}];
    case 'number':
      return ['7', 1.5, -1, 1e300, null, [value]];
    case 'boolean':
      return ['true', 1, null, []];
    default:
      // A sample's null stands where a text or nothing may stand.
      return value === null ? [7, true, {}, []] : ['text', 7, null, [value], {...(value as object), extra: 1}];
  }
}

const shown = (value: unknown): string => JSON.stringify(value).slice(0, 30);

function stringsIn(value: unknown): string[][] {
  if (typeof value === 'string') return [[]];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) => stringsIn(part).map((path) => [key, ...path]));
}

function replaced(value: unknown, [step, ...rest]: readonly string[], by: unknown): unknown {
  if (step === undefined) return by;
  if (Array.isArray(value)) return value.map((part, i) => (String(i) === step ? replaced(part, rest, by) : part));
  return {...(value as object), [step]: replaced((value as Record<string, unknown>)[step], rest, by)};
}

/** What is wrong with a refusal: its shape, its code, a language that is missing. Null when nothing is. */
export function refusalFault(reply: unknown, code: ErrorCode): string | null {
  const fault = replyFault(reply);
  if (fault !== null) return fault;
  const told = reply as Reply<unknown>;
  if (told.ok) return `was not refused but gave ${shown(told.value ?? null)}`;
  return told.error.code === code ? null : `refused as ${told.error.code}, not ${code}: ${told.error.message.en}`;
}

const HAN = /\p{Script=Han}/u;

/** What is wrong with a reply's shape, whether ok or not. Null when nothing is. */
export function replyFault(reply: unknown): string | null {
  if (typeof reply !== 'object' || reply === null) return `no object: ${typeof reply}`;
  if (!Object.hasOwn(reply, 'ok')) return 'no ok';
  const keys = Object.keys(reply).sort().join();
  const {ok, error} = reply as {ok: unknown; error?: unknown};
  if (ok === true) return keys === 'ok,value' ? null : `keys ${keys}`;
  if (ok !== false || keys !== 'error,ok' || typeof error !== 'object' || error === null) return `keys ${keys}`;
  const {code, message, problems, ...more} = error as Record<string, unknown>;
  if (Object.keys(more).length > 0) return `error has ${Object.keys(more).join()}`;
  if (!(ERROR_CODES as readonly unknown[]).includes(code)) return `code ${String(code)}`;
  const words = [message, ...(Array.isArray(problems) ? problems.map((p: {message?: unknown}) => p.message) : [])];
  return words.map(wordsFault).find((fault) => fault !== null) ?? null;
}

function wordsFault(words: unknown): string | null {
  const {'zh-CN': zh, en} = (words ?? {}) as Record<string, unknown>;
  if (typeof zh !== 'string' || typeof en !== 'string') return `words ${JSON.stringify(words)}`;
  if (!HAN.test(zh)) return `no Chinese: ${zh}`;
  if (en.trim() === '' || HAN.test(en)) return `no English: ${en}`;
  // What a bug would leave: a stack, a class of error, a path of the program.
  const leak = /\bat \S+ \(|node_modules|Sqlite|TypeError|ReferenceError|undefined|\.ts\b|file:\/\//.exec(zh + en);
  return leak === null ? null : `tells too much: ${leak[0]}`;
}
