import {describe, expect, test} from 'vitest';
import type {CheckedText} from '../../electron/contract/conduct.ts';
import {checkText} from '../../electron/domain/conduct-check.ts';
import {scoreOf, sentences, shippedLists} from './score.ts';
import {millisecondsOf} from '../spent-time.ts';

const found = (text: string, kind: CheckedText['kind'] = 'note', lang: CheckedText['lang'] = 'zh-CN') =>
  checkText(shippedLists, {lang, kind, text}).map(({category}) => category);
const english = (text: string, kind: CheckedText['kind'] = 'note') => found(text, kind, 'en');

test('there are 300 labelled sentences and more, half of them innocent', () => {
  expect(sentences.length).toBeGreaterThanOrEqual(300);
  const innocent = sentences.filter(({categories}) => categories.length === 0).length;
  expect(innocent / sentences.length).toBeGreaterThanOrEqual(0.45);
});

test('the check keeps what it has reached on sentences that nothing was learned from', {timeout: 60_000}, () => {
  const {precision, recall, falseAlarms} = scoreOf(sentences);
  expect(precision).toBeGreaterThanOrEqual(0.95);
  expect(recall).toBeGreaterThanOrEqual(0.93);
  expect(falseAlarms).toBeLessThanOrEqual(0.035);
});

describe('a finding', () => {
  test('tells where it stands in the text as it was typed, what rule it breaks and how grave it is', () => {
    const text = '👀 再不还我就上　门找你';
    const [finding] = checkText(shippedLists, {lang: 'zh-CN', kind: 'line', text});
    expect(finding).toMatchObject({category: 'threat_intimidation', severity: 'block', rule: 'CN-CONDUCT-01'});
    expect(text.slice(finding?.start, finding?.end)).toContain('上　门');
  });

  test('warns in a note and blocks in a line', () => {
    const severity = (kind: CheckedText['kind']) =>
      checkText(shippedLists, {lang: 'en', kind, text: 'I will tell your boss what you owe.'})[0]?.severity;
    expect([severity('note'), severity('line')]).toEqual(['warn', 'block']);
  });
});

describe('who speaks decides', () => {
  test.for([
    ['客户说要自杀', []],
    ['客户说要自杀，我让他先还钱再说', ['pressure_vulnerable']],
    ['法院的传票客户已收到', []],
    ['我不知道', []],
    ['客户问会不会坐牢，已告知不会', []],
    ['告诉客户不还就会坐牢', ['false_legal_consequence']],
    ['客户威胁坐席，说要弄死我', []],
    ['告其不还款将联系单位', ['third_party_disclosure']],
  ] as const)('%s', ([text, categories]) => {
    expect(found(text)).toEqual(categories);
  });

  test.for([
    ['Customer asked whether he would go to jail, told him no', []],
    ['Told the customer she will go to jail', ['false_legal_consequence']],
    ['We will never call your employer', []],
  ] as const)('%s', ([text, categories]) => {
    expect(english(text)).toEqual(categories);
  });
});

describe('a disguise hides nothing', () => {
  test.for([
    '再不还就尚门找你',
    '再不还就 shang men 找你',
    '再不還就上.門.找你',
    '再不还就上🚪找你',
    '再不还就上\u200b门找你',
  ])('%s', (text) => {
    expect(found(text, 'line')).toContain('threat_intimidation');
  });
  test.for([
    'You will be a r r e s t e d',
    'pay or it is p r i s o n',
    'You will be arr3sted',
    'You will be аrrеstеd',
    'You will be ARRRESTED',
  ])('%s', (text) => {
    expect(english(text, 'line')).toContain('false_legal_consequence');
  });
  test.for(['我以前做老师', '客户同时在两家公司上班', '经查客户已还款', '手机死机了'])('%s is no disguise', (text) => {
    expect(found(text)).toEqual([]);
  });
});

test.for(['再不还', '我们', '不会', 'a ', 'you will not ', '客户说', '！，。', 'shangmen', '🔪', '自杀还钱', 's-u-i-'])(
  'eight thousand characters of %j take their time in proportion',
  (part) => {
    const time = (length: number) => {
      const text = part.repeat(Math.ceil(length / part.length)).slice(0, length);
      return millisecondsOf(() => {
        for (const lang of ['zh-CN', 'en'] as const) checkText(shippedLists, {lang, kind: 'line', text});
      });
    };
    time(500);
    const [short, long] = [time(1000), time(8000)];
    // Eight times the length: a square of it would be sixty-four times the work.
    expect(long).toBeLessThan(Math.max(1500, short * 32));
  },
);

describe('in the midst of other talk', () => {
  const offences = sentences.filter(({categories, form}) => categories.length > 0 && form !== 'disguised');
  const talk = {
    'zh-CN': ['客户接听后态度平和。', '账单已发到客户邮箱。', '明天上午再联系一次。', '客户要了官方客服电话。'],
    en: [
      'The customer picked up and was calm. ',
      'The statement went to the address on file. ',
      'We agreed to speak again tomorrow morning. ',
      'The customer asked for the official number. ',
    ],
  };
  const found = ({lang, kind}: CheckedText, text: string) =>
    new Set(checkText(shippedLists, {lang, kind, text}).map(({category}) => category));

  test.for(['zh-CN', 'en'] as const)('what is found alone is found in a long note, too (%s)', (lang) => {
    const alone = offences.filter(
      (each) => each.lang === lang && found(each, each.text).has(each.categories[0] as never),
    );
    const [one, two, three, four] = talk[lang];
    const inTalk = alone.filter((each) => {
      const [category] = each.categories;
      const stop = /[。.!！?？]\s*$/u.test(each.text) ? ' ' : '. ';
      return found(each, `${one}${two}${each.text}${stop}${three}${four}`).has(category as never);
    });
    expect(alone.length).toBeGreaterThan(60);
    expect(inTalk.length / alone.length).toBeGreaterThan(0.7);
    expect(found({lang, kind: 'note', text: ''}, talk[lang].join(''))).toEqual(new Set());
  });

  test('words without a pause hide nothing either', () => {
    const text = `${'今天天气不错我们随便聊聊别的事情'.repeat(4)}你再不还钱我就打断你的腿${'账单已经寄到您的邮箱请您查收'.repeat(4)}`;
    expect(found({lang: 'zh-CN', kind: 'line', text}, text)).toContain('threat_intimidation');
  });
});

describe('two offences in one text do not hide each other', () => {
  test.for([
    ['否则我们会上门找您家人，并且保证给您减免全部利息', ['threat_intimidation', 'improper_promise']],
    ['你今天不还我就打断你的腿，钱直接转到我个人微信', ['threat_intimidation', 'private_payment']],
    ['我会告诉你单位你欠钱不还。另外每通电话收二十块手续费', ['third_party_disclosure', 'extra_fees']],
    ['我是公安局的，不还钱明天就抓你去坐牢', ['impersonation_authority', 'false_legal_consequence']],
  ] as const)('%s', ([text, categories]) => {
    for (const category of categories) expect(found(text, 'line')).toContain(category);
  });

  test.for([
    ['You will go to jail. Send the money to my personal account.', ['false_legal_consequence', 'private_payment']],
    [
      'Pay me through my own Venmo or my boys will come and break your legs',
      ['private_payment', 'threat_intimidation'],
    ],
    [
      'I told her boss about the loan and promised her the fees would be waived',
      ['third_party_disclosure', 'improper_promise'],
    ],
    ['We will tell your boss what you owe. You are a pathetic loser.', ['third_party_disclosure', 'insult_harassment']],
    [
      'Take out a payday loan today. There is also a fifty dollar fee for this call.',
      ['induce_borrowing', 'extra_fees'],
    ],
    [
      'I am a police officer, and I guarantee the interest will be waived if you pay now.',
      ['impersonation_authority', 'improper_promise'],
    ],
  ] as const)('%s', ([text, categories]) => {
    for (const category of categories) expect(english(text, 'line')).toContain(category);
  });

  test('nor do two harmless sentences make an offence', () => {
    expect(found('我们不会联系您的单位。客户问会不会坐牢，已告知不会。')).toEqual([]);
    expect(english('We will never call your employer. He asked whether he would be arrested, told him no.')).toEqual(
      [],
    );
  });
});
