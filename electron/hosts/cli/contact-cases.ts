import {
  CollectingAs,
  CONTACT_EVENT_KINDS,
  ContactPlan,
  ContactPurpose,
  LineKind,
  PersonRole,
} from '../../contract/contact-rules.ts';
import type {RawInput} from '../../contract/methods.ts';
import {say} from './both-languages.ts';
import {JURISDICTIONS, type LocalText} from '../../contract/values.ts';

/**
 * Contact-rule cases as others write them (snake_case, times with any offset) turned into what the contract takes. Only what
 * a time or a word means is judged here; whether everything is there and of the right kind is judged where it is read.
 * What a case expects of an evaluator is never looked at, nor are fields that this format does not know. A word of a later
 * format (a kind, a role, a form) is refused by its name: to pass over it could turn "blocked" into "allowed".
 */

type Fields = Readonly<Record<string, unknown>>;

/** A case that cannot be judged, with the reason. */
export class BadCase extends Error {
  readonly sentence: LocalText;

  constructor(sentence: LocalText) {
    super(sentence.en);
    this.sentence = sentence;
  }
}

export type Judged = RawInput<'rules.judge'>;

function fieldsOf(value: unknown, name: string): Fields {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Fields;
  throw new BadCase(say(`${name} 缺少或不是对象`, `${name} is missing or no object`));
}

/** A list that may be left out. */
function listOf(value: unknown, name: string): Fields[] {
  if (value === undefined || value === null) return [];
  if (Array.isArray(value)) return value.map((item, i) => fieldsOf(item, `${name}.${i}`));
  throw new BadCase(say(`${name} 不是列表`, `${name} is no list`));
}

const TIMESTAMP = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}([.,]\d+)?)?(Z|[+-]\d{2}:?\d{2})$/i;

function instant(value: unknown, name: string): string {
  const at = typeof value === 'string' && TIMESTAMP.test(value) ? Date.parse(value.replace(' ', 'T')) : NaN;
  if (Number.isNaN(at)) {
    throw new BadCase(say(`${name} 应为带时差的时间（ISO 8601）`, `${name} must be a time with its offset (ISO 8601)`));
  }
  return new Date(at).toISOString();
}

const instantOrNull = (value: unknown, name: string): string | null =>
  value === undefined || value === null ? null : instant(value, name);

/** What is not dated has always been so. */
const LONG_AGO = '1970-01-01T00:00:00.000Z';
const since = (value: unknown, name: string): string => instantOrNull(value, name) ?? LONG_AGO;

/** `third_party` → `thirdParty`; anything that is no text is left to the contract to refuse. */
const camel = (value: unknown): unknown =>
  typeof value === 'string'
    ? value.replace(/_([a-z0-9])/g, (_match, letter: string) => letter.toUpperCase())
    : (value ?? undefined);

const snake = (word: string): string => word.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** One of the words of the format, as the contract has it; what is left out is left to the contract. */
function wordOf(value: unknown, known: readonly string[], name: string): unknown {
  const word = camel(value);
  if (word === undefined || (typeof word === 'string' && known.includes(word))) return word;
  throw unknownWord(value, known.map(snake), name);
}

function unknownWord(value: unknown, known: readonly string[], name: string): BadCase {
  const [told, all] = [JSON.stringify(value).slice(0, 60), known.join(', ')];
  return new BadCase(
    say(`${name}：${told} 不是已知的写法，可用：${all}`, `${name}: ${told} is not known; known are: ${all}`),
  );
}

/** `9:00` → `09:00`; the end of a day is the beginning of the next. */
function timeOfDay(value: unknown): unknown {
  if (value === undefined || value === null || value === '24:00' || value === '24:00:00') return null;
  return typeof value === 'string' ? value.replace(/^(\d):/, '0$1:').replace(/^(\d\d:\d\d):00$/, '$1') : value;
}

const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

function weekday(value: unknown, name: string): number {
  const day = typeof value === 'string' ? DAYS.indexOf(value.slice(0, 3).toLowerCase()) : -1;
  if (day >= 0) return day + 1;
  throw new BadCase(say(`${name} 不是星期几`, `${name} is no day of the week`));
}

const texts = (value: unknown): unknown => value ?? [];
const orNull = (value: unknown): unknown => value ?? null;
const purposeOf = (value: unknown, name: string): unknown =>
  typeof value === 'string' && value.startsWith('notice') ? 'notice' : wordOf(value, ContactPurpose.options, name);

/** Fields that are undefined are left out: the contract has its own word for what is not there. */
const given = (fields: Fields): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));

/**
 * @throws BadCase when a part is missing or a time cannot be read
 */
export function judgedCase(value: unknown): Judged {
  const one = fieldsOf(value, 'case');
  const account = fieldsOf(one['account'], 'account');
  const massachusetts = one['jurisdiction'] === 'MA';
  const facts = {
    jurisdiction: massachusetts ? 'US' : jurisdictionOf(one['jurisdiction']),
    region: massachusetts ? 'MA' : null,
    collectingAs: wordOf(account['collecting_as'], CollectingAs.options, 'account.collecting_as'),
    product: account['product'] ?? undefined,
    debts: listOf(account['debts'], 'account.debts').map((debt) =>
      given({id: debt['id'], type: debt['type'] ?? undefined, accountNumber: orNull(debt['account_number'])}),
    ),
    persons: listOf(account['persons'], 'account.persons').map((person, i) =>
      given({
        id: person['id'],
        role: wordOf(person['role'], PersonRole.options, `account.persons.${i}.role`),
        addressZones: texts(person['address_zones']),
        minor: person['minor'] ?? undefined,
        deceased: person['deceased'] ?? undefined,
      }),
    ),
    numbers: listOf(account['numbers'], 'account.numbers').map((number, i) => ({
      id: number['id'],
      person: number['person'],
      line: wordOf(number['line'], LineKind.options, `account.numbers.${i}.line`),
      zoneHint: orNull(number['zone_hint']),
    })),
    flags: flagsOf(fieldsOf(account['flags'] ?? {}, 'account.flags')),
  };
  const plan = fieldsOf(one['plan'], 'plan');
  return {
    facts: given(facts),
    history: listOf(one['history'], 'history').map(eventOf),
    plan: given({
      kind: wordOf(plan['kind'], ContactPlan.shape.kind.options, 'plan.kind'),
      person: plan['person'],
      number: orNull(plan['number']),
      debts: texts(plan['debts']),
      purpose: purposeOf(plan['purpose'], 'plan.purpose'),
      mode: wordOf(plan['mode'], MODES, 'plan.mode'),
    }),
    at: instant(one['at'], 'at'),
  } as Judged;
}

const MODES = ['interactive', 'notification'];

/** These are written as they are, and not in snake_case. */
function jurisdictionOf(value: unknown): unknown {
  if (value === undefined || JURISDICTIONS.some((known) => known === value)) return value;
  throw unknownWord(value, ['MA', ...JURISDICTIONS], 'jurisdiction');
}

function flagsOf(flags: Fields): Fields {
  const name = (list: string, i: number, field: string) => `account.flags.${list}.${i}.${field}`;
  const each = (list: string, read: (flag: Fields, at: (field: string) => string) => Fields) =>
    listOf(flags[list], `account.flags.${list}`).map((flag, i) => read(flag, (field) => name(list, i, field)));
  const lifted = (flag: Fields, at: (field: string) => string) =>
    instantOrNull(flag['lifted_at'] ?? flag['ended_at'], at('lifted_at'));
  return {
    inconvenientTimes: each('inconvenient_times', (flag, at) => ({
      person: flag['person'],
      days: Array.isArray(flag['days']) ? flag['days'].map((day) => weekday(day, at('days'))) : texts(flag['days']),
      from: timeOfDay(flag['from']),
      to: timeOfDay(flag['to']),
      since: since(flag['since'], at('since')),
      through: typeof flag['through'] === 'string' ? flag['through'].slice(0, 10) : null,
      liftedAt: lifted(flag, at),
    })),
    inconvenientPlaces: each('inconvenient_places', (flag, at) => ({
      person: flag['person'],
      place: wordOf(flag['place'], LineKind.options, at('place')),
      since: since(flag['since'], at('since')),
      liftedAt: lifted(flag, at),
    })),
    workProhibited: each('work_prohibited', (flag, at) => ({
      person: flag['person'],
      since: since(flag['since'], at('since')),
      liftedAt: lifted(flag, at),
    })),
    attorney: each('attorney', (flag, at) =>
      given({
        person: flag['person'],
        debts: texts(flag['debts']),
        knownSince: since(flag['known_since'] ?? flag['since'], at('known_since')),
        canAscertain: flag['can_ascertain'] ?? undefined,
        unresponsiveSince: instantOrNull(flag['unresponsive_since'], at('unresponsive_since')),
        consentsSince: instantOrNull(flag['consents_since'], at('consents_since')),
        endedAt: lifted(flag, at),
      }),
    ),
    cease: each('cease', (flag, at) => ({
      person: flag['person'],
      debts: texts(flag['debts']),
      form: formOf(flag['form'], at('form')),
      receivedAt: instantOrNull(flag['received_at'], at('received_at')),
      liftedAt: lifted(flag, at),
    })),
    disputes: each('disputes', (flag, at) =>
      given({
        debts: texts(flag['debts']),
        form: formOf(flag['form'], at('form')),
        receivedAt: since(flag['received_at'], at('received_at')),
        withinValidationPeriod: flag['within_validation_period'] ?? undefined,
        verificationSentAt: instantOrNull(flag['verification_sent_at'], at('verification_sent_at')),
        liftedAt: lifted(flag, at),
      }),
    ),
  };
}

/** Electronic counts as written only by a way that the collector accepts; any other way is like by word of mouth. */
function formOf(form: unknown, name: string): string {
  if (form === undefined || form === null || form === 'written') return 'written';
  if (form === 'electronic_accepted') return 'electronic';
  if (form === 'oral' || (typeof form === 'string' && form.startsWith('electronic'))) return 'oral';
  wordOf(form, ['written', 'electronicAccepted', 'oral'], name);
  return 'oral';
}

function eventOf(event: Fields, i: number): Fields {
  const name = (field: string) => `history.${i}.${field}`;
  const hours =
    event['hours'] === undefined || event['hours'] === null ? null : fieldsOf(event['hours'], name('hours'));
  return given({
    id: event['id'] ?? `event ${i}`,
    at: instant(event['at'], name('at')),
    kind: wordOf(event['kind'], CONTACT_EVENT_KINDS, name('kind')),
    person: orNull(event['person']),
    number: orNull(event['number']),
    debts: texts(event['debts']),
    purpose: orNull(purposeOf(event['purpose'], name('purpose'))),
    message: orNull(camel(event['message'])),
    spokeWith: orNull(event['spoke_with']),
    raised: texts(event['raised']),
    discussed: texts(event['discussed']),
    covers: Array.isArray(event['covers']) ? event['covers'].map(camel) : texts(event['covers']),
    givenTo: orNull(camel(event['given_to'])),
    thirdParty: orNull(event['third_party']),
    validFrom: instantOrNull(event['valid_from'], name('valid_from')),
    validUntil: instantOrNull(event['valid_until'], name('valid_until')),
    hours: hours === null ? null : {from: timeOfDay(hours['from']) ?? '00:00', to: timeOfDay(hours['to']) ?? '00:00'},
    during: orNull(event['during']),
    scope: orNull(event['scope']),
    zone: orNull(event['zone']),
    nowHasCorrect: orNull(event['now_has_correct']),
  });
}
