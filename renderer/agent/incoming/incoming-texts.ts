import {strings} from '../../shared/strings.ts';

const popsInWords = (count: number): string => (count === 1 ? '1 screen-pop' : `${count} screen-pops`);

/** The words of what comes in from a dialer. */
export const incomingTexts = strings({
  incoming: {'zh-CN': '弹屏', en: 'Screen-pop'},
  waiting: (count: number, who: string) => ({
    'zh-CN': `${count} 条弹屏等候查看，最新：${who}`,
    en: `${popsInWords(count)} waiting, newest: ${who}`,
  }),
  afterCall: {'zh-CN': '通话结束后再看', en: 'Look at it after this call'},
  heldBack: (count: number, who: string) => ({
    'zh-CN': `来了 ${count} 条弹屏（最新：${who}）。当前通话不受影响，结束后按 Alt+I 查看。`,
    en: `${popsInWords(count)} waiting (newest: ${who}). This call is not touched; press Alt+I after it.`,
  }),
  nobody: {'zh-CN': '没有号码', en: 'no number'},
  ended: {'zh-CN': '对方已挂断', en: 'caller has hung up'},
  look: {'zh-CN': '查看', en: 'Look'},
  setAside: {'zh-CN': '不用了', en: 'Set aside'},
  paste: {'zh-CN': '粘贴弹屏内容', en: 'Paste a screen-pop'},
  pasteHint: {
    'zh-CN': '在此粘贴：链接、key=value、JSON、号码或业务编号',
    en: 'Paste here: a link, key=value, JSON, a number or a reference',
  },
  read: {'zh-CN': '读取', en: 'Read'},
  nothingRead: {
    'zh-CN': '粘贴的内容里没有号码、姓名或业务编号。',
    en: 'There is no number, name or reference in what was pasted.',
  },
  whole: {'zh-CN': '显示完整内容', en: 'Show it whole'},
  fromDialer: {'zh-CN': '拨号器发来', en: 'From the dialer'},
  phone: {'zh-CN': '号码', en: 'Number'},
  name: {'zh-CN': '姓名', en: 'Name'},
  account: {'zh-CN': '业务编号', en: 'Reference'},
  callId: {'zh-CN': '通话编号', en: 'Call id'},
  campaign: {'zh-CN': '活动/队列', en: 'Campaign or queue'},
  agent: {'zh-CN': '坐席', en: 'Agent'},
  language: {'zh-CN': '语言', en: 'Language'},
  timeZone: {'zh-CN': '时区', en: 'Time zone'},
  bucket: {'zh-CN': '账期', en: 'Bucket'},
  product: {'zh-CN': '产品', en: 'Product'},
  callsToday: {'zh-CN': '今日呼叫', en: 'Calls today'},
  talksToday: {'zh-CN': '今日通话', en: 'Conversations today'},
  callsSevenDays: {'zh-CN': '七日呼叫', en: 'Calls in 7 days'},
  talksSevenDays: {'zh-CN': '七日通话', en: 'Conversations in 7 days'},
  byReference: {'zh-CN': '按业务编号找到账户。', en: 'The account was found by its reference.'},
  byNumber: {
    'zh-CN': '按号码找到账户，请核对是否同一人。',
    en: 'The account was found by the number: check that it is the same person.',
  },
  several: (count: number) => ({
    'zh-CN': `这个号码属于 ${count} 个账户，请选择。`,
    en: `${count} accounts have this number. Choose one.`,
  }),
  noMatch: {
    'zh-CN': '没有相符的账户。可以搜索，或按弹屏内容新建（核对后保存）。',
    en: 'No account fits. Search for one, or add it from this screen-pop (it is saved only when you say so).',
  },
  addFrom: {'zh-CN': '按弹屏新建账户', en: 'Add this account'},
  dropped: {'zh-CN': '略过的字段', en: 'Fields left out'},
  heard: {'zh-CN': '听到', en: 'Heard'},
  heardMaybe: {'zh-CN': '听到客户说的，可能是', en: 'Heard from the customer, maybe'},
  heardFirst: (title: string) => ({'zh-CN': `听到：${title}，按 Alt+U 取用`, en: `Heard: ${title}. Alt+U takes it`}),
  take: {'zh-CN': '取用', en: 'Take'},
});
