import {
  assert,
  asyncProperty,
  constantFrom,
  dictionary,
  oneof,
  property,
  string,
  tuple,
  array,
  jsonValue,
} from 'fast-check';
import {describe, expect, test} from 'vitest';
import {Pop, type PopReceipt} from '../../../electron/contract/dialer.ts';
import {FIELD_NAMES} from '../../../electron/domain/screen-pop/field-names.ts';
import {readPop} from '../../../electron/domain/screen-pop/read-pop.ts';
import {readUtterance} from '../../../electron/domain/screen-pop/read-utterance.ts';
import {openDatabase} from '../../../electron/store/database.ts';
import {anAccount, madeCall, openCall, openDesk, type TestDesk} from '../../open-desk.ts';

const popOf = (text: string) =>
  Object.fromEntries(Object.entries(readPop(text).pop).filter(([, value]) => value !== null));
const droppedOf = (text: string) => readPop(text).dropped.map(({field, reason}) => `${field} ${reason}`);

describe("every dialer's convention", () => {
  test.each<[dialer: string, text: string, pop: object]>([
    [
      'VICIdial web form',
      'VARhttp://127.0.0.1:8181/pop?token=x&lead_id=5512&vendor_lead_code=A-77&phone_number=2025550100&first_name=Ann&last_name=Lee&campaign=TESTCAMP&user=6666&uniqueid=1732.55&list_id=101&SQLdate=2026-11-22+10:00:00&fullname=Agent+Smith',
      {account: 'A-77', phone: '2025550100', name: 'Ann Lee', campaign: 'TESTCAMP', agent: '6666', callId: '1732.55'},
    ],
    ['VICIdial, another number of the lead', 'phone_number=2025550100&dialed_number=2025550199', {phone: '2025550199'}],
    ['VICIdial, no code of the vendor', 'lead_id=5512&vendor_lead_code=', {account: '5512'}],
    [
      'Five9',
      'ANI=2025550100&DNIS=8005550000&campaign_name=Late&skill_name=S&Call.call_id=77&Customer.first_name=Ann',
      {phone: '2025550100', campaign: 'Late'},
    ],
    [
      'Five9, outbound',
      'Call.ANI=8005550000&Call.DNIS=2025550100&direction=Outbound',
      {phone: '2025550100', direction: 'outbound'},
    ],
    [
      'Genesys',
      'https://x.example/?interactionId=ab-1&phone=%2B12025550100&queueName=Q&agentId=a1&locale=en-US',
      {callId: 'ab-1', phone: '+12025550100', campaign: 'Q', agent: 'a1', language: 'en'},
    ],
    [
      'NICE CXone',
      'contactid=991&ani=2025550100&dnis=800&skill=Late',
      {callId: '991', phone: '2025550100', campaign: 'Late'},
    ],
    ['3CX', 'CallerNumber=%2B442079460000&CallerDisplayName=Ann%20Lee', {phone: '+442079460000', name: 'Ann Lee'}],
    [
      '3CX, old assistant',
      'app.exe /N:S /C:02079460000 /T:I /I:12',
      {phone: '02079460000', direction: 'inbound', callId: '12', phase: 'ringing'},
    ],
    [
      '3CX, old assistant, connected',
      '"/N:C" /C:100 /T:O'.replaceAll('"', ''),
      {phone: '100', direction: 'outbound', phase: 'answered'},
    ],
    [
      'Aircall',
      '{"resource":"call","event":"call.answered","timestamp":1732,"token":"t","data":{"id":812,"direction":"inbound","raw_digits":"+33 6 12 34 56 78","user":{"id":4,"name":"Agent B"},"number":{"name":"Paris","digits":"+33 1 00"}}}',
      {
        phone: '+33 6 12 34 56 78',
        callId: '812',
        direction: 'inbound',
        phase: 'answered',
        campaign: 'Paris',
        agent: '4',
      },
    ],
    [
      'Wildix',
      'CALLERNUM=0461123456&CALLERNAME=Anna&USERNUM=201&CALLTYPE=incoming&TAGS=vip',
      {phone: '0461123456', name: 'Anna', agent: '201', direction: 'inbound'},
    ],
    ['Mitel', 'PFANI=2025550100&PFDNIS=100&PFCALLERNAME=Ann', {phone: '2025550100', name: 'Ann'}],
    ['innovaphone', 'n=2025550100&d=Ann&c=77', {phone: '2025550100', name: 'Ann', callId: '77'}],
    [
      'Huawei',
      'caller=13912345678&callee=4008001234&calltype=inbound&agentid=1001&skillqueue=M1&callid=9',
      {phone: '13912345678', agent: '1001', campaign: 'M1', callId: '9', direction: 'inbound'},
    ],
    [
      'Huawei, outbound',
      'caller=4008001234&callee=13912345678&calltype=outbound',
      {phone: '13912345678', direction: 'outbound'},
    ],
    [
      'ServiceNow',
      'cti.do?sysparm_caller_phone=2025550100&sysparm_caller_name=Ann'.replace('cti.do?', ''),
      {phone: '2025550100', name: 'Ann'},
    ],
    [
      'Zammad, incoming',
      'event=newCall&from=4930609811111&to=4930609854180&direction=in&callId=f8ha&user[]=Alice',
      {phone: '4930609811111', direction: 'inbound', callId: 'f8ha', phase: 'ringing', agent: 'Alice'},
    ],
    [
      'Zammad, outgoing',
      '{"event":"answer","from":"100","to":"4930609811111","direction":"out","callId":"g"}',
      {phone: '4930609811111', direction: 'outbound', phase: 'answered', callId: 'g'},
    ],
    ['Auerswald, NFON', 'phone=2025550100&name=Ann&DNID=100', {phone: '2025550100', name: 'Ann'}],
    ['tel link', 'tel:+1-202-555-0100;ext=5', {phone: '+1-202-555-0100'}],
    ['sip link', 'sip:13912345678@pbx.example', {phone: '13912345678'}],
    [
      'our own link',
      'callside://open?phone=+8613912345678&name=%E5%BC%A0%E4%BC%9F&account=R-1&call_id=c&campaign=M2&agent=7&direction=out&lang=zh&tz=Asia/Shanghai&bucket=M2',
      {
        phone: '+8613912345678',
        name: '张伟',
        account: 'R-1',
        callId: 'c',
        campaign: 'M2',
        agent: '7',
        direction: 'outbound',
        language: 'zh-CN',
        timeZone: 'Asia/Shanghai',
        bucket: 'M2',
      },
    ],
    [
      'Chinese names of fields',
      '手机号=13912345678&姓名=王芳&业务编号=X-1&方向=呼入&语言=普通话',
      {phone: '13912345678', name: '王芳', account: 'X-1', direction: 'inbound', language: 'zh-CN'},
    ],
    ['Chinese given and family name', 'first_name=伟&last_name=张', {name: '张伟'}],
    [
      'nested JSON',
      '{"call":{"phone":"2025550100","uuid":"x"},"customer":{"first_name":"Ann"}}',
      {phone: '2025550100', name: 'Ann'},
    ],
    ['lines', 'phone=2025550100\nname=Ann', {phone: '2025550100', name: 'Ann'}],
    ['a bare number', ' +1 (202) 555-0100 ', {phone: '+1 (202) 555-0100'}],
    ['a bare reference', 'A-2026-00817', {account: 'A-2026-00817'}],
    ['counts', 'phone=1391234&calls_today=2&calls_7d=5&talks_7d=1', {phone: '1391234'}],
  ])('%s', (_dialer, text, pop) => {
    expect(popOf(text)).toMatchObject(pop);
    expect(readPop(text).dropped.filter(({reason}) => reason !== 'outcome')).toEqual([]);
  });

  test('counts are numbers', () => {
    expect(readPop('calls_today=2&calls_7d=5&talks_7d=1').pop.counts).toEqual({
      callsToday: 2,
      talksToday: null,
      callsSevenDays: 5,
      talksSevenDays: 1,
    });
    expect(droppedOf('calls_today=-1&calls_7d=1e9&talks_7d=many')).toEqual([
      'calls_today invalid',
      'calls_7d invalid',
      'talks_7d invalid',
    ]);
  });
});

describe('what the dialer did not fill in', () => {
  test.each([
    '--A--phone_number--B--',
    '@Call.ANI@',
    '%CallerNumber%',
    '%%CallerNumber%%',
    '%PFANI%',
    '{{Scripter.Agent Id}}',
    '{{Outbound.Phone}}',
    '{CALLERNUM}',
    '{CALLERNUM:1}',
    '$(ANI)',
    '${ani}',
    '$n',
    'Mr --A--last_name--B--',
  ])('%s is dropped and named, encoded or not', (macro) => {
    for (const value of [macro, encodeURIComponent(macro), macro.replaceAll(' ', '+')]) {
      const {pop, dropped} = readPop(`phone=${value}&name=${value}&account=7`);
      expect(pop).toMatchObject({phone: null, name: null, account: '7'});
      expect(dropped.map(({field, reason}) => [field, reason])).toEqual([
        ['phone', 'macro'],
        ['name', 'macro'],
      ]);
    }
    expect(readPop(JSON.stringify({phone: macro})).dropped).toHaveLength(1);
  });

  test('a bare macro is one, too', () => {
    for (const macro of ['{CALLERNUM}', '{{x}}', '@Call.ANI@', '%CallerNumber%', '--A--phone--B--', '$n']) {
      expect(readPop(macro).dropped).toMatchObject([{reason: 'macro'}]);
    }
  });

  test('another name of the same field still counts', () => {
    expect(popOf('phone_number=--A--phone_number--B--&ANI=2025550100')).toMatchObject({phone: '2025550100'});
  });

  test('names that only look alike are names', () => {
    for (const name of ['张Wei明', 'O’Brien & Söhne', 'a@b.example', '100 % sure', 'C$ Dollar', '强强Wei强']) {
      expect(readPop(`name=${encodeURIComponent(name)}`).pop.name).toBe(name);
    }
  });
});

describe('what cannot be used', () => {
  test.each([
    ['phone=not+a+number', 'phone invalid'],
    ['phone=anonymous', 'phone invalid'],
    ['phone=12', 'phone invalid'],
    [`phone=${'1'.repeat(41)}`, 'phone tooLong'],
    [`name=${'x'.repeat(81)}`, 'name tooLong'],
    ['tz=Mars/Base', 'tz invalid'],
    ['lang=tlh', 'lang invalid'],
    ['direction=sideways', 'direction invalid'],
    ['name=%00%07', 'name invalid'],
    ['name=%D5%C5%CE%B0', 'name invalid'],
    ['{"phone":["1"]}', 'phone notText'],
    ['{"phone":true}', 'phone notText'],
    ['dispo=SALE', 'dispo outcome'],
    ['wrap_up_code=PTP', 'wrap_up_code outcome'],
    ['action=make_call', 'action command'],
    [Array.from({length: 300}, (_, i) => `k${i}=1`).join('&'), '… tooMany'],
  ])('%s is named: %s', (text, fault) => {
    expect(droppedOf(text)).toEqual([fault]);
    for (const {why} of readPop(text).dropped) expect(Object.keys(why)).toEqual(['zh-CN', 'en']);
  });

  test('unknown fields, empty ones and keys of the prototype do nothing', () => {
    expect(readPop('foo=1&phone=&__proto__=1&constructor=2&toString=3')).toEqual(readPop(''));
    expect(readPop('{"__proto__":{"phone":"1391234"},"constructor":{"prototype":{"x":"1"}}}').pop.phone).toBeNull();
    expect(({} as Record<string, unknown>)['phone']).toBeUndefined();
  });

  test('no value is repeated in what is said of it', () => {
    const secret = '9'.repeat(50);
    expect(JSON.stringify(readPop(`phone=${secret}&name=--A--${secret}--B--`).dropped)).not.toContain(secret);
  });

  test('other links say nothing', () => {
    for (const text of [
      'callside://delete?account=1',
      'javascript:alert(1)',
      'data:text/html,1',
      'ftp://x/?phone=1391234',
      'callside:open',
    ]) {
      expect(readPop(text)).toEqual(readPop(''));
    }
  });
});

test('a sentence of a transcript in its forms', () => {
  expect(readUtterance('{"speaker":"Customer","text":" no   money ","time":1763782200}')).toMatchObject({
    speaker: 'customer',
    text: 'no money',
    at: '2025-11-22T03:30:00.000Z',
  });
  expect(readUtterance('role=客户&transcript=没钱&callId=7')).toEqual({
    speaker: 'customer',
    text: '没钱',
    at: null,
    dialerCallId: '7',
  });
  expect(readUtterance(`{"channel":"agent","text":"${'长'.repeat(900)}"}`)?.text).toHaveLength(500);
  for (const text of [
    '',
    '{}',
    '{"speaker":"customer"}',
    '{"text":"x"}',
    '{"speaker":"x","text":"y"}',
    '{"speaker":"customer","text":"{{Transcript}}"}',
    '[1]',
  ]) {
    expect(readUtterance(text)).toBeNull();
  }
});

// Hostile pops: names that mean something, values that try something, and plain noise.
const names = Object.values(FIELD_NAMES).flat();
const NASTY = [
  '<script>alert(1)</script>',
  "'; DROP TABLE account; --",
  '--A--x--B--',
  '@Call.ANI@',
  '%',
  '%%',
  '%E0%A4%A',
  '{{',
  '{"a":',
  '\u0000',
  '\u202e',
  '\ud800',
  '13912345678',
  '+1 202 555 0100',
  'PTP',
  'A-1',
  '__proto__',
  'constructor',
  '=',
  '&',
  '\n',
  'x'.repeat(200),
  '9'.repeat(2000),
  'NaN',
  '1e309',
  'hangup',
  'newCall',
  'out',
];
const value = oneof(string(), string({unit: 'binary'}), constantFrom(...NASTY));
const key = oneof(constantFrom(...names, 'dispo', 'status', 'action', '__proto__', 'toString', 'token'), string());
const query = array(tuple(key, value), {maxLength: 12}).map((pairs) => pairs.map(([k, v]) => `${k}=${v}`).join('&'));
const encoded = array(tuple(key, value), {maxLength: 12}).map((pairs) =>
  pairs.map(([k, v]) => `${encodeURIComponent(k.toWellFormed())}=${encodeURIComponent(v.toWellFormed())}`).join('&'),
);
const document = oneof(dictionary(key, value), dictionary(key, jsonValue())).map((each) => JSON.stringify(each));
const switches = array(tuple(constantFrom('N', 'C', 'T', 'I', 'X'), value), {maxLength: 5}).map((pairs) =>
  pairs.map(([k, v]) => `/${k}:${v}`).join(' '),
);
const hostile = oneof(
  query,
  encoded,
  document,
  switches,
  value,
  query.map((q) => `callside://open?${q}`),
  encoded.map((q) => `https://x.example/?${q}`),
);

test('ten thousand hostile texts are read without harm: every field fits the contract', () => {
  assert(
    property(hostile, (text) => {
      const {pop, dropped} = readPop(text.slice(0, 16_384));
      expect(Pop.safeParse(pop).success).toBe(true);
      expect(dropped.length).toBeLessThanOrEqual(30);
      expect(dropped.every(({field}) => field.length <= 60)).toBe(true);
      readUtterance(text);
    }),
    {numRuns: 10_000},
  );
}, 60_000);

const COUNTED = [
  'account',
  'number',
  'number_value',
  'call',
  'draft',
  'journal',
  'journal_payload',
  'profile',
  'setting',
  'delivery',
];

function countsOf(desk: TestDesk): Record<string, unknown> {
  const db = openDatabase({folder: desk.folder});
  try {
    return Object.fromEntries(COUNTED.map((table) => [table, db.prepare(`SELECT * FROM "${table}"`).all()]));
  } finally {
    db.close();
  }
}

test.each(['link', 'web', 'terminal', 'paste'] as const)(
  'ten thousand hostile pops by the door %s change no account, call, journal or setting, and crash nothing',
  async (door) => {
    const desk = openDesk();
    await desk.call('account.save', {account: anAccount({reference: 'A-1'})});
    await madeCall(desk);
    await openCall(desk);
    const before = countsOf(desk);
    let n = 0;
    await assert(
      asyncProperty(hostile, async (text) => {
        n += 1;
        const id = `01935a00-0000-7000-8000-${String(n).padStart(12, '0')}`;
        const receipt: PopReceipt = await desk.call('pop.receive', {id, door, text: text.slice(0, 16_384)});
        expect(['waiting', 'joined', 'empty']).toContain(receipt.state);
        if (n % 50 === 0) await desk.call('utterance.receive', {text: text.slice(0, 16_384)});
      }),
      {numRuns: 10_000, endOnFailure: true},
    );
    expect((await desk.call('pop.list', {})).length).toBeLessThanOrEqual(20);
    expect(countsOf(desk)).toEqual(before);
    expect((await desk.call('journal.verify', {})).ok).toBe(true);
    expect(desk.log).toEqual([]);
  },
  300_000,
);
