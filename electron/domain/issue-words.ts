import type {z} from 'zod';
import type {Language, LocalText} from '../contract/values.ts';

export type Issue = z.core.$ZodIssue;

/** What the contract's own checks say, by the word that the contract gives them. */
const OWN_CHECKS: Record<string, LocalText> = {
  'unknown time zone': {'zh-CN': '没有这个时区', en: 'there is no such time zone'},
  'no time of day': {'zh-CN': '应为时间，如 09:30', en: 'must be a time of day such as 09:30'},
  'no fingerprint': {
    'zh-CN': '应为 SHA-256 校验值（64 位小写十六进制）',
    en: 'must be a SHA-256 (64 hex digits, lower case)',
  },
  'no currency': {'zh-CN': '应为三位大写货币代码，如 CNY', en: 'must be a currency code such as CNY'},
  'no phone number': {
    'zh-CN': '不是电话号码（只能有数字、空格和 + - . ( )，3 至 32 位）',
    en: 'is no phone number (digits, spaces and + - . ( ) only, 3 to 32 of them)',
  },
  'no base64': {'zh-CN': '应为 base64 文本', en: 'must be base64 text'},
  'no pin': {'zh-CN': '应为 4 至 12 位数字', en: 'must be 4 to 12 digits'},
  'no version': {'zh-CN': '应为版本号，如 1.0.0', en: 'must be a version such as 1.0.0'},
  'no part id': {
    'zh-CN': '应为编号：以小写字母或数字开头，只含字母、数字、点和连字符，最多 64 位',
    en: 'must be an id: starts with a lower-case letter or a digit; letters, digits, dots and hyphens; at most 64',
  },
  'no slot id': {
    'zh-CN': '应为变量名：以小写字母开头，只含字母和数字，最多 32 位',
    en: 'must be the name of a slot: starts with a lower-case letter; letters and digits; at most 32',
  },
  'no rule id': {
    'zh-CN': '应为规则编号：只含大写字母、数字和连字符，2 至 64 位',
    en: 'must be the id of a rule: capital letters, digits and hyphens; 2 to 64 of them',
  },
  'no house rule': {
    'zh-CN': '话术包的规则是公司的规则，不能标为本软件的做法（house）',
    en: 'a rule of a pack is the company’s, and cannot be marked as a practice of this app (house)',
  },
  'no region': {
    'zh-CN': '应为地区代码：2 至 3 个大写字母，如 MA',
    en: 'must be the code of a region: 2 or 3 capital letters such as MA',
  },
  'no host name': {
    'zh-CN': '应为主机名，如 dialer.example.com 或 dialer.example.com:8443（小写，不带 https://）',
    en: 'must be a host name such as dialer.example.com or dialer.example.com:8443 (lower case, no https://)',
  },
  'no outcome code': {'zh-CN': '应为结果代码，如 PTP', en: 'must be an outcome code such as PTP'},
  'no dialer status': {
    'zh-CN': '应为拨号器的状态：字母、数字、空格、点、横线，最多 40 个字符',
    en: 'must be a status of the dialer: letters, digits, spaces, dots and dashes, at most 40',
  },
  'no pack id': {
    'zh-CN': '应为话术包编号：只含小写字母、数字和连字符，2 至 64 位',
    en: 'must be the id of a pack: lower-case letters, digits and hyphens; 2 to 64 of them',
  },
  'no team name': {
    'zh-CN': '应为团队代号：只含小写字母、数字和连字符，1 至 32 位，且不能是系统保留名（如 con、root）',
    en: 'must be the name of a team: lower-case letters, digits and hyphens; 1 to 32 of them; no reserved name such as con or root',
  },
};

const KINDS: Record<string, LocalText> = {
  string: {'zh-CN': '文本', en: 'text'},
  number: {'zh-CN': '数字', en: 'a number'},
  boolean: {'zh-CN': 'true 或 false', en: 'true or false'},
  array: {'zh-CN': '列表 […]', en: 'a list […]'},
  object: {'zh-CN': '一组字段 {…}', en: 'a group of fields {…}'},
  record: {'zh-CN': '一组字段 {…}', en: 'a group of fields {…}'},
  null: {'zh-CN': '空值 null', en: 'null'},
};

const FORMATS: Record<string, LocalText> = {
  uuid: {'zh-CN': '应为 UUID 编号', en: 'must be a UUID'},
  date: {'zh-CN': '应为存在的日期，如 2026-11-21', en: 'must be a day that exists, such as 2026-11-21'},
  datetime: {
    'zh-CN': '应为 UTC 时间，如 2026-11-21T08:30:00.000Z',
    en: 'must be a UTC time such as 2026-11-21T08:30:00.000Z',
  },
};

const MISSING: LocalText = {'zh-CN': '缺少此项', en: 'is missing'};
const NOT_WHOLE: LocalText = {'zh-CN': '应为整数', en: 'must be a whole number'};
const UNFIT: LocalText = {'zh-CN': '内容不符合要求', en: 'does not have the right form'};

/** Why a value does not fit, in the words of people who write files by hand. Never repeats the value. */
export function wordsOf(issue: Issue): LocalText {
  const own = found(OWN_CHECKS, issue.message);
  if (own !== null) return own;
  switch (issue.code) {
    case 'invalid_type':
      if (issue.input === undefined) return MISSING;
      return issue.expected === 'int' ? NOT_WHOLE : wrongType([issue.expected], issue.input);
    case 'invalid_value':
      return issue.input === undefined ? MISSING : oneOf(issue.values.map(String));
    case 'invalid_union':
      return wordsOfUnion(issue);
    case 'too_small':
      return issue.exact === true ? exactly(issue) : tooSmall(issue);
    case 'too_big':
      return issue.exact === true ? exactly(issue) : tooBig(issue);
    case 'unrecognized_keys':
      return unknownFields(issue.keys);
    case 'invalid_format':
      return found(FORMATS, issue.format) ?? UNFIT;
    case 'invalid_key':
      return {'zh-CN': '这个字段名不符合要求', en: 'this field name does not have the right form'};
    default:
      return UNFIT;
  }
}

function found(words: Record<string, LocalText>, name: string): LocalText | null {
  return Object.hasOwn(words, name) ? (words[name] ?? null) : null;
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}

function wrongType(expected: readonly string[], input: unknown): LocalText {
  const kinds = expected.flatMap((name) => found(KINDS, name) ?? []);
  if (kinds.length === 0) return UNFIT;
  const [chinese, english] = [spaced(oneKindOf(kinds, 'zh-CN')), oneKindOf(kinds, 'en')];
  const got = found(KINDS, kindOf(input));
  if (got === null) return {'zh-CN': `应为${chinese}`, en: `must be ${english}`};
  return {'zh-CN': `应为${chinese}，而不是${spaced(got['zh-CN'])}`, en: `must be ${english}, not ${got.en}`};
}

const OR: LocalText = {'zh-CN': '或', en: ' or '};

const oneKindOf = (kinds: readonly LocalText[], language: Language): string =>
  kinds.map((kind) => kind[language]).join(OR[language]);

/** Latin letters stand off from Chinese ones. */
const spaced = (words: string): string => (/^[a-z]/i.test(words) ? ` ${words}` : words);

function oneOf(values: readonly string[]): LocalText {
  const list = values.join(', ');
  return values.length === 1
    ? {'zh-CN': `只能是 ${list}`, en: `must be ${list}`}
    : {'zh-CN': `只能是其中之一：${list}`, en: `must be one of: ${list}`};
}

function wordsOfUnion(issue: Extract<Issue, {code: 'invalid_union'}>): LocalText {
  // A field tells which of the forms it is, and says none of them.
  if ('options' in issue && Array.isArray(issue.options)) {
    const field = issue.path.at(-1);
    const given: unknown = issue.input;
    const missing = typeof given === 'object' && given !== null && field !== undefined && !(field in given);
    return missing ? MISSING : oneOf(issue.options.map(String));
  }
  const expected = issue.errors.flatMap((branch) =>
    branch.flatMap((inner) => (inner.code === 'invalid_type' ? [inner.expected] : [])),
  );
  return wrongType(expected, issue.input);
}

function tooSmall({origin, minimum, inclusive}: Extract<Issue, {code: 'too_small'}>): LocalText {
  if (origin === 'string' && Number(minimum) <= 1) return {'zh-CN': '不能为空', en: 'must not be empty'};
  if (origin === 'string') return {'zh-CN': `至少 ${minimum} 个字符`, en: `must have at least ${minimum} characters`};
  if (origin === 'array' && Number(minimum) <= 1) return {'zh-CN': '至少要有一项', en: 'must have at least one entry'};
  if (origin === 'array') return {'zh-CN': `至少要有 ${minimum} 项`, en: `must have at least ${minimum} entries`};
  return inclusive === false
    ? {'zh-CN': `应大于 ${minimum}`, en: `must be more than ${minimum}`}
    : {'zh-CN': `不能小于 ${minimum}`, en: `must not be less than ${minimum}`};
}

function tooBig({origin, maximum, inclusive}: Extract<Issue, {code: 'too_big'}>): LocalText {
  if (origin === 'string') return {'zh-CN': `最多 ${maximum} 个字符`, en: `must have at most ${maximum} characters`};
  if (origin === 'array') return {'zh-CN': `最多 ${maximum} 项`, en: `must have no more entries than ${maximum}`};
  return inclusive === false
    ? {'zh-CN': `应小于 ${maximum}`, en: `must be less than ${maximum}`}
    : {'zh-CN': `不能大于 ${maximum}`, en: `must not be more than ${maximum}`};
}

function exactly(issue: Extract<Issue, {code: 'too_small' | 'too_big'}>): LocalText {
  const count = issue.code === 'too_small' ? issue.minimum : issue.maximum;
  return {'zh-CN': `应为 ${count} 项`, en: `must have exactly ${count}`};
}

function unknownFields(keys: readonly string[]): LocalText {
  const list = keys.map((key) => `"${key}"`).join(', ');
  return {'zh-CN': `有不认识的字段：${list}`, en: `unknown field${keys.length === 1 ? '' : 's'}: ${list}`};
}
