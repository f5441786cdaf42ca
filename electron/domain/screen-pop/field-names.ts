import type {PopField, PopPhase} from '../../contract/dialer.ts';
import type {Direction} from '../../contract/call.ts';
import type {Language} from '../../contract/values.ts';

// The names that dialers give to what a pop says, as data. Names are compared without case, dots, dashes and underscores:
// `Call.ANI`, `phone_number` and `phoneNumber` need no entries of their own.

/** What a field of a dialer means. `parts` of a name and the two ends of a call become a field only together. */
export type PopPart = PopField | 'firstName' | 'lastName' | 'from' | 'to' | 'phase';

/** Best first: where two are filled, the one named earlier counts. */
export const FIELD_NAMES: Record<PopPart, readonly string[]> = {
  phone: [
    'phone',
    // VICIdial: the number on the line, where it is not the lead's first one.
    'dialednumber',
    'phonenumber',
    'customerphone',
    'contactphone',
    'callernumber', // 3CX
    'callernum', // Wildix
    'callerid',
    'calleridnumber',
    'sysparmcallerphone', // ServiceNow
    'rawdigits', // Aircall
    'customernumber', // Five9
    'number1', // Five9
    'remotenumber',
    'msisdn',
    'mobile',
    'telephone',
    'tel',
    'number', // Auerswald, NFON
    'n', // innovaphone
    '电话',
    '手机',
    '手机号',
    '电话号码',
  ],
  // The two ends of a call: who is the customer follows from the direction.
  from: ['from', 'caller', 'ani', 'callani', 'pfani', 'calling', 'callingnumber', 'fromnumber', '主叫', '主叫号码'],
  to: ['to', 'callee', 'dnis', 'calldnis', 'pfdnis', 'called', 'callednumber', 'tonumber', '被叫', '被叫号码'],
  name: [
    'name',
    'customername',
    'callername', // Wildix
    'callerdisplayname', // 3CX
    'calleridname',
    'contactname',
    'sysparmcallername', // ServiceNow
    'pfcallername', // Mitel
    'displayname',
    'd', // innovaphone
    '姓名',
    '客户姓名',
  ],
  firstName: ['firstname', 'contactfirstname', 'customerfirstname'],
  lastName: ['lastname', 'contactlastname', 'customerlastname'],
  account: [
    'account',
    'accountid',
    'accountnumber',
    'accountreference',
    'reference',
    'customerid',
    'customeraccount',
    'caseid',
    'casenumber',
    'vendorleadcode', // VICIdial: the company's own id of the lead
    'vendorid',
    'leadid',
    '业务编号',
    '账户',
    '合同号',
  ],
  callId: [
    'callid',
    'calluuid',
    'uniqueid',
    'interactionid',
    'conversationid', // Genesys
    'contactid', // NICE CXone
    'callcallid', // Five9
    'callsid',
    'dataid', // Aircall
    'sessionid',
    'c', // innovaphone
  ],
  campaign: [
    'campaign',
    'campaignname',
    'campaignid',
    'callcampaignname',
    'queue',
    'queuename',
    'queueid',
    'skillqueue',
    'skill',
    'skillname',
    'callskillname',
    'numbername', // Aircall: the line that was called
  ],
  agent: ['agent', 'agentid', 'agentuser', 'agentname', 'user', 'userid', 'username', 'usernum', 'useremail', '坐席'],
  direction: ['direction', 'calltype', 'calldirection', 'callcalltype', '方向'],
  language: ['lang', 'language', 'locale', 'customerlanguage', '语言'],
  timeZone: ['tz', 'timezone', 'timezoneid', 'zone', 'zoneid', 'customertimezone', '时区'],
  bucket: ['bucket', 'dpdbucket', 'agingbucket', '账期'],
  product: ['product', 'productname', 'loanproduct', '产品'],
  callsToday: ['callstoday', 'attemptstoday', 'dialstoday', 'calledtoday'],
  talksToday: ['talkstoday', 'conversationstoday', 'connectstoday'],
  callsSevenDays: ['calls7d', 'calls7days', 'callssevendays', 'attempts7d', 'attempts7days'],
  talksSevenDays: ['talks7d', 'talks7days', 'talkssevendays', 'conversations7d', 'conversations7days'],
  phase: ['event', 'eventname', 'callstate', 'callevent'],
};

/** What a dialer says of the result of a call. It is recognised so that it can be refused: an outcome is the agent's. */
export const OUTCOME_NAMES: ReadonlySet<string> = new Set([
  'dispo',
  'disposition',
  'dispositionname',
  'calldispositionname',
  'dispochoice',
  'status',
  'callstatus',
  'wrapup',
  'wrapupcode',
  'outcome',
  'contact',
  'result',
  'termreason',
  'callnotes',
  'callbackdatetime',
  'callbacktype',
  'callbackcomments',
  'promise',
  'ptpamount',
]);

/** What would have a program do something. */
export const COMMAND_NAMES: ReadonlySet<string> = new Set([
  'action',
  'target',
  'dial',
  'makecall',
  'command',
  'function',
]);

/** Wrappers around the fields of a document: `data.direction` is `direction`. */
export const WRAPPERS: ReadonlySet<string> = new Set(['data', 'call', 'payload', 'params', 'variables', 'fields']);

/** Letters of the old 3CX assistant: `/N:S /C:100200 /T:I /I:7`. */
export const SWITCH_NAMES: Readonly<Record<string, string>> = {
  N: 'event',
  C: 'callernumber',
  T: 'direction',
  I: 'callid',
};

export const DIRECTION_WORDS: ReadonlyMap<string, Direction> = new Map([
  ...['in', 'inbound', 'incoming', 'i', 'received', '呼入', '来电'].map((word): [string, Direction] => [
    word,
    'inbound',
  ]),
  ...['out', 'outbound', 'outgoing', 'o', 'dialed', 'manual', 'auto', 'preview', '呼出', '外呼'].map(
    (word): [string, Direction] => [word, 'outbound'],
  ),
]);

/** Names of languages, or how their codes begin. */
export const LANGUAGE_WORDS: ReadonlyMap<string, Language> = new Map([
  ...['zh', 'cn', 'chs', 'chinese', 'mandarin', '中文', '汉语', '普通话', '国语'].map((word): [string, Language] => [
    word,
    'zh-CN',
  ]),
  ...['en', 'eng', 'english', '英语', '英文'].map((word): [string, Language] => [word, 'en']),
]);

/** What dialers call the moments of a call: Zammad, Aircall, VICIdial's agent events, 3CX. */
export const PHASE_WORDS: ReadonlyMap<string, PopPhase> = new Map([
  ...['newcall', 'callcreated', 'callringing', 'callringingonagent', 'ringing', 'ring', 's', 'callstart'].map(
    (word): [string, PopPhase] => [word, 'ringing'],
  ),
  ...['answer', 'answered', 'callanswered', 'callanswer', 'connected', 'connect', 'c'].map(
    (word): [string, PopPhase] => [word, 'answered'],
  ),
  ...['hangup', 'callhungup', 'callended', 'callend', 'calldead', 'ended', 'end', 'e', 'disposet'].map(
    (word): [string, PopPhase] => [word, 'ended'],
  ),
]);

/** What stands in the place of a number that was withheld. */
export const NO_NUMBER: ReadonlySet<string> = new Set([
  'anonymous',
  'unknown',
  'private',
  'restricted',
  'unavailable',
  'withheld',
  'null',
  'undefined',
  'none',
]);

/** A field's name, or a word, as it is compared. */
export const plainName = (name: string): string => name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
