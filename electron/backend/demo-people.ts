import type {Result} from '../contract/call.ts';
import type {Flag} from '../contract/flags.ts';
import type {Profile} from '../contract/desk.ts';
import type {Language} from '../contract/values.ts';

/** People, products and notes of the demonstration: all made up. */
export const DEMO_PROFILES: Record<Language, readonly Profile[]> = {
  'zh-CN': [chinese('8012', '小林', 'A组'), chinese('8015', '小周', 'A组'), chinese('8021', '阿敏', 'B组')],
  en: [american('8012', 'Dana', 'Team A'), american('8015', 'Chris', 'Team A'), american('8021', 'Robin', 'Team B')],
};

function chinese(agentId: string, spokenName: string, team: string): Profile {
  return {
    agentId,
    spokenName,
    institution: '示例消费金融',
    team,
    timeZone: 'Asia/Shanghai',
    jurisdiction: 'CN',
    collector: 'creditor',
    officialPhone: '400-000-0000',
    officialChannel: '示例消费金融官方APP',
  };
}

function american(agentId: string, spokenName: string, team: string): Profile {
  return {
    agentId,
    spokenName,
    institution: 'Sample Recovery',
    team,
    timeZone: 'America/Chicago',
    jurisdiction: 'US',
    collector: 'thirdParty',
    officialPhone: '202-555-0123',
    officialChannel: 'pay.example.com',
  };
}

export const DEMO_PEOPLE: Record<Language, readonly string[]> = {
  'zh-CN': [
    '赵一鸣',
    '钱小满',
    '孙知夏',
    '李向东',
    '周可心',
    '吴天佑',
    '郑晓岚',
    '王立秋',
    '冯远航',
    '陈思源',
    '褚云舒',
    '卫长风',
    '蒋南星',
    '沈听雨',
    '韩松柏',
    '杨帆',
    '朱颜',
    '秦岭',
    '尤溪',
    '许诺',
    '何田田',
    '吕望舒',
    '施工',
    '张星河',
    '孔方',
    '曹小禾',
    '严冬',
    '华年',
    '金秋实',
    '魏来',
    '陶然',
    '姜太白',
    '戚继明',
    '谢晚晴',
    '邹鲁',
    '喻言',
  ],
  en: [
    'Avery Stone',
    'Blake Rivers',
    'Casey Hill',
    'Devon Lake',
    'Emery Woods',
    'Finley Brook',
    'Gray Meadows',
    'Harper Vale',
    'Indigo Marsh',
    'Jules Forrest',
    'Kai Waters',
    'Lane Fields',
    'Marlow Dale',
    'Noel Glen',
    'Oakley Banks',
    'Parker Moor',
    'Quinn Heath',
    'Reese Cliff',
    'Sage Ridge',
    'Tatum Shore',
    'Umber Plains',
    'Vesper Cove',
    'Winter Bay',
    'Yael Summit',
  ],
};

export const DEMO_PRODUCTS: Record<Language, readonly string[]> = {
  'zh-CN': ['消费贷', '信用卡', '消费分期', '车贷'],
  en: ['Credit card', 'Personal loan', 'Store card', 'Auto loan'],
};

export const DEMO_NOTES: Record<Language, Partial<Record<Result, readonly string[]>>> = {
  'zh-CN': {
    PTP: ['客户说忘记还款日，答应用APP还清，已复述日期和金额。', '发工资当天还，同意提前一天提醒。'],
    'PTP-P': ['一次还清有困难，先还三分之一，余下月底再谈。', '愿意分三次还，第一笔已约定日期。'],
    CB: ['正在上班不方便说话，约后天上午再打。', '在开车，请换个时间。'],
    HARD: ['公司裁员后没有收入，已登记困难申请，告知所需材料。', '家人住院，近期无力还款，转困难流程。'],
    DISP: ['对违约金有异议，已登记，等核对明细后回复。', '客户认为还过一笔没有入账，待查。'],
    EVD: ['只说有钱就还，不肯说日期。', '反复说再看看，没有具体安排。'],
    RFS: ['明确说不还，未说原因，请组长看。'],
    CP: ['客户称上周已还，请核实入账。'],
  },
  en: {
    PTP: [
      'Forgot the due date, will pay in full through the portal, date and amount repeated back.',
      'Pays on payday, agreed to a reminder.',
    ],
    'PTP-P': ['Cannot pay it all at once; one third now, the rest to be arranged.', 'Three parts, first date agreed.'],
    CB: ['At work, asked for a call the day after tomorrow.', 'Driving, not a good time.'],
    HARD: [
      'Laid off last month, hardship form explained and sent.',
      'Family member in hospital, no capacity right now.',
    ],
    DISP: ['Disputes the late fee, logged for review.', 'Says one payment was not credited.'],
    EVD: ['Says will pay when there is money, no date.', 'Wants to think about it, nothing specific.'],
    RFS: ['Refused, gave no reason; for the lead to look at.'],
    CP: ['Says it was paid last week, to be checked.'],
  },
};

/** What some of them asked for, or what is known of them. */
export const DEMO_FLAGS: Record<Language, readonly Flag[]> = {
  'zh-CN': [
    {kind: 'inconvenientTime', days: [1, 2, 3, 4, 5], from: '09:00', to: '12:00'},
    {kind: 'stopCalls', numberId: null},
    {kind: 'vulnerable', sign: '本人重病住院'},
    {kind: 'language', language: '粤语'},
    {kind: 'deceased'},
    {kind: 'dispute', form: 'written'},
    {kind: 'workProhibited'},
  ],
  en: [
    {kind: 'inconvenientTime', days: [1, 2, 3, 4, 5], from: '15:00', to: '17:00'},
    {kind: 'stopCalls', numberId: null},
    {kind: 'vulnerable', sign: 'in hospital, gravely ill'},
    {kind: 'language', language: 'Spanish'},
    {kind: 'deceased'},
    {kind: 'dispute', form: 'written'},
    {kind: 'attorney', name: 'Quinn and Vale', canAscertain: true},
  ],
};
