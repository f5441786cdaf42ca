import type {Outcome} from '../contract/call.ts';
import type {PushHost, PushSettings, StatusMap} from '../contract/dialer.ts';
import type {Problem} from '../contract/errors.ts';
import type {LocalText} from '../contract/values.ts';

// How an outcome is told to a dialer: an address with places in it, and which status of theirs each code of ours means.

/** What may stand in braces in the template. `user` and `pass` are the credentials, known only when it is sent. */
export const PUSH_SLOTS = ['status', 'agent', 'callId', 'campaign', 'callbackAt', 'user', 'pass'] as const;
export type PushSlot = (typeof PUSH_SLOTS)[number];

/** VICIdial's own statuses where they mean the same; the others stay empty until the team says what they are called. */
export const FIRST_STATUSES: StatusMap = {
  PTP: 'PTP',
  CB: 'CALLBK',
  CND: 'DNC',
  NA: 'N',
  BZ: 'B',
  VM: 'A',
  LCM: 'A',
  OFF: 'DC',
  WN: 'DC',
};

export const NO_PUSH: PushSettings = {on: false, template: '', hosts: [], statuses: FIRST_STATUSES};

/** The documented example: VICIdial's agent API. */
export const VICIDIAL_TEMPLATE =
  'https://dialer.example.com/agc/api.php?source=callside&user={user}&pass={pass}&agent_user={agent}&function=external_status&value={status}&callback_datetime={callbackAt}';

/** The dialer's status for an outcome, by its result, else by who was reached; null where the table has none. */
export function statusOf(outcome: Pick<Outcome, 'contact' | 'result'>, statuses: StatusMap): string | null {
  for (const code of [outcome.result, outcome.contact]) {
    const status = code !== null && Object.hasOwn(statuses, code) ? (statuses[code] ?? '').trim() : '';
    if (status !== '') return status;
  }
  return null;
}

const KNOWN_SLOTS = PUSH_SLOTS.map((slot) => `{${slot}}`).join(' ');

const SLOT = /\{([^{}]*)\}/g;
const SECRET_NAMES = /^(?:pass|password|passwd|pwd|token|api_?key|key|secret|auth)$/i;

const words = {
  notHttps: {'zh-CN': '地址须以 https:// 开头', en: 'the address must begin with https://'},
  signedIn: {
    'zh-CN': '地址里不能写用户名或密码，请用 {user} 和 {pass}',
    en: 'no user or password may stand in the address; write {user} and {pass}',
  },
  secret: (name: string): LocalText => ({
    'zh-CN': `参数 ${name} 像是密码：请写成 ${name}={pass}，密码另填`,
    en: `${name} looks like a password: write ${name}={pass} and fill the password in beside it`,
  }),
  notListed: (host: string): LocalText => ({
    'zh-CN': `主机 ${host} 不在允许的列表里`,
    en: `the host ${host} is not on the list of allowed hosts`,
  }),
  unknownSlot: (slot: string): LocalText => ({
    'zh-CN': `不认识的占位符 {${slot}}；可用：${KNOWN_SLOTS}`,
    en: `unknown placeholder {${slot}}; there are: ${KNOWN_SLOTS}`,
  }),
  slotPlace: {
    'zh-CN': '占位符只能写在 ? 后面的参数值里',
    en: 'placeholders may stand only in the values after the ?',
  },
  noStatus: {'zh-CN': '缺少 {status}', en: '{status} is missing'},
} as const;

/** The entry of the list that allows an address. */
export const allowedHost = (address: URL, hosts: readonly PushHost[]): PushHost | null =>
  hosts.find(({host}) => host === address.host || host === `${address.host}:443`) ?? null;

/** What keeps a template from being used. */
export function templateProblems({template, hosts}: Pick<PushSettings, 'template' | 'hosts'>): Problem[] {
  const problem = (message: LocalText): Problem => ({path: 'push.template', message});
  const address = URL.parse(template);
  if (address === null || address.protocol !== 'https:') return [problem(words.notHttps)];
  const found: Problem[] = [];
  if (address.username !== '' || address.password !== '') found.push(problem(words.signedIn));
  if (allowedHost(address, hosts) === null) found.push(problem(words.notListed(address.host)));
  const beforeQuery = template.split('?')[0] ?? '';
  if (/[{}]/.test(beforeQuery) || address.hash !== '') found.push(problem(words.slotPlace));
  for (const [name, value] of address.searchParams) {
    if (/[{}]/.test(name)) found.push(problem(words.slotPlace));
    if (SECRET_NAMES.test(name) && value !== '' && !/^\{(?:pass|user)\}$/.test(value))
      found.push(problem(words.secret(name)));
    for (const [, slot = ''] of value.matchAll(SLOT)) {
      if (!(PUSH_SLOTS as readonly string[]).includes(slot)) found.push(problem(words.unknownSlot(slot)));
    }
  }
  if (!/\{status\}/.test(address.search) && !address.search.includes('%7Bstatus%7D'))
    found.push(problem(words.noStatus));
  return found;
}

/** The address to ask, with its places filled. A parameter whose place has no value is left out. */
export function filledAddress(template: string, values: Readonly<Partial<Record<PushSlot, string>>>): URL {
  const address = new URL(template);
  const filled = new URLSearchParams();
  for (const [name, value] of address.searchParams) {
    const slots = [...value.matchAll(SLOT)].map(([, slot]) => slot as PushSlot);
    if (slots.some((slot) => (values[slot] ?? '') === '')) continue;
    filled.append(
      name,
      value.replace(SLOT, (_whole, slot: PushSlot) => values[slot] ?? ''),
    );
  }
  address.search = filled.toString();
  return address;
}

/** Whether the address names the call that it speaks of. One that does not speaks of whatever call the agent has now. */
export const namesItsCall = (template: string): boolean => template.includes('{callId}');

/** `2026-11-25T10:00` → `2026-11-25 10:00:00`: VICIdial's form, in the zone of the appointment. */
export function callbackTime(outcome: Pick<Outcome, 'nextAction'>): string {
  const {nextAction} = outcome;
  if (nextAction === null || nextAction.kind !== 'call' || nextAction.at === null) return '';
  return `${nextAction.at.replace('T', ' ')}:00`;
}

/** Minutes until the next try after so many; when they are used up, it is given up. */
const PAUSES = [0.25, 1, 5, 15, 60, 180, 360, 720] as const;

/** When to try again, or null for never. */
export function nextTry(tries: number, now: string): string | null {
  const pause = PAUSES[tries - 1];
  return pause === undefined ? null : new Date(Date.parse(now) + pause * 60_000).toISOString();
}
