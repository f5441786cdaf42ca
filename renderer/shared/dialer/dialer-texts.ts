import type {DoorState, PushFault} from '../../../electron/contract/dialer.ts';
import type {LocalText} from '../../../electron/contract/values.ts';
import {strings} from '../strings.ts';

export const dialerTexts = strings({
  loading: {'zh-CN': '正在读取设置…', en: 'Reading the settings…'},
  door: {'zh-CN': '接收拨号器的弹屏', en: 'Screen-pops from the dialer'},
  doorWhy: {
    'zh-CN':
      '打开后，本机上多一个只收不答的地址。拨号器用它把来电信息交给 Callside；它不能拨号、不能打开或结束通话，也读不到任何数据。',
    en: 'Opens an address on this computer that takes and never answers. The dialer uses it to say who is calling; it cannot dial, open or end a call, or read anything.',
  },
  doorOn: {'zh-CN': '接收弹屏', en: 'Take screen-pops'},
  address: {'zh-CN': '粘贴到拨号器的地址', en: 'Address to paste into the dialer'},
  vicidial: {'zh-CN': 'VICIdial 网页表单写法', en: 'As a VICIdial web form'},
  utterance: {
    'zh-CN': '实时文字的地址（POST：speaker、text、time）',
    en: 'Address of live text (POST: speaker, text, time)',
  },
  keepSecret: {
    'zh-CN': '地址里带有密钥，只给本机的拨号器使用。',
    en: 'The address holds a key: it is for the dialer of this computer alone.',
  },
  copy: {'zh-CN': '复制', en: 'Copy'},
  copied: {'zh-CN': '已复制', en: 'Copied'},
  renew: {'zh-CN': '更换密钥', en: 'New key'},
  renewWhy: {
    'zh-CN': '以前粘贴的地址会失效。',
    en: 'Addresses that were pasted before stop working.',
  },
  otherPort: {'zh-CN': '换一个端口', en: 'Another port'},
  mapping: {'zh-CN': '字段对照', en: 'Names of fields'},
  mappingWhy: {
    'zh-CN': '拨号器的字段名不认识时，每行写一条：他们的名字 = 我们的名字；等号右边留空表示忽略。我们的名字：',
    en: 'For fields of the dialer that are not known, one on each line: their name = our name; nothing after = leaves the field out. Our names:',
  },
  push: {'zh-CN': '把结果传给拨号器', en: 'Outcomes to the dialer'},
  pushWhy: {
    'zh-CN':
      '保存结果时，把对应的状态发到下面的 https 地址。只发状态、坐席、通话编号和回拨时间，只发往列出的主机；断网时排队。更正也会传出；地址里没有 {callId} 时，坐席开始下一通后就不再传，请在拨号器里改。这是唯一会离开本机的数据。',
    en: 'When an outcome is saved, its status is sent to the https address below: status, agent, call id and callback time, to the listed hosts alone; it waits while offline. Corrections are sent, too; without {callId} in the address only until the agent’s next call, after that change the status in the dialer. Nothing else leaves this computer.',
  },
  leadOnly: {'zh-CN': '由组长设置。', en: 'A lead sets this up.'},
  pushOn: {'zh-CN': '传出结果', en: 'Pass outcomes on'},
  template: {'zh-CN': '地址模板', en: 'Address with placeholders'},
  hosts: {
    'zh-CN': '允许的主机，每行一个；内网主机后面写 local',
    en: 'Allowed hosts, one on each line; write local after one in your own network',
  },
  statuses: {
    'zh-CN': '状态对照，每行：我们的代码 = 拨号器的状态',
    en: 'Statuses, on each line: our code = status of the dialer',
  },
  user: {'zh-CN': '接口用户（{user}）', en: 'User of the interface ({user})'},
  pass: {'zh-CN': '接口密码（{pass}）', en: 'Its password ({pass})'},
  credentialsKept: {'zh-CN': '已保存；留空则不变', en: 'Stored; left empty it stays'},
  forget: {'zh-CN': '删除已存的用户和密码', en: 'Delete the stored user and password'},
  save: {'zh-CN': '保存', en: 'Save'},
  saved: {'zh-CN': '已保存', en: 'Saved'},
  failed: {'zh-CN': '没有保存', en: 'Not saved'},
  noPair: (line: string) => ({'zh-CN': `这一行没有等号：${line}`, en: `There is no = in this line: ${line}`}),
  unknownField: (name: string) => ({'zh-CN': `没有这个字段：${name}`, en: `There is no such field: ${name}`}),
  state: (waiting: number, delivered: number, givenUp: number) => ({
    'zh-CN': `等待 ${waiting}，已送达 ${delivered}，已放弃 ${givenUp}`,
    en: `${waiting} waiting, ${delivered} delivered, ${givenUp} given up`,
  }),
  lastFault: (why: string) => ({'zh-CN': `最近一次：${why}`, en: `Last try: ${why}`}),
});

export const DOOR_WORDS: Record<DoorState, LocalText> = {
  off: {'zh-CN': '○ 已关闭', en: '○ Off'},
  opening: {'zh-CN': '… 正在打开', en: '… Opening'},
  open: {'zh-CN': '● 正在接收', en: '● Open'},
  portTaken: {
    'zh-CN': '⚠ 端口被另一个程序占用，空出来就会接上；也可以换一个端口，再把新地址粘贴到拨号器。',
    en: '⚠ Another program has this port; it is taken again as soon as it is free. Or choose another port and paste the new address into the dialer.',
  },
  failed: {'zh-CN': '⚠ 打不开本机端口', en: '⚠ No port of this computer could be opened'},
};

export const FAULT_WORDS: Record<PushFault, LocalText> = {
  offline: {'zh-CN': '连不上拨号器', en: 'the dialer cannot be reached'},
  timeout: {'zh-CN': '拨号器没有及时答复', en: 'the dialer did not answer in time'},
  certificate: {'zh-CN': '证书不可信', en: 'its certificate is not trusted'},
  httpStatus: {'zh-CN': '拨号器拒绝了请求', en: 'the dialer refused the request'},
  redirect: {'zh-CN': '拨号器要转到别处，未跟随', en: 'the dialer pointed elsewhere; this was not followed'},
  answeredError: {'zh-CN': '拨号器答复出错', en: 'the dialer answered with an error'},
  hostNotAllowed: {'zh-CN': '主机不在允许的列表里', en: 'the host is not on the list'},
  localAddress: {
    'zh-CN': '主机在内网，而列表里没有写 local',
    en: 'the host lies in a private network and is not marked local',
  },
  badTemplate: {'zh-CN': '地址模板有误', en: 'the address is not valid'},
  tooLate: {'zh-CN': '坐席已开始下一通，不再发送', en: 'the agent had begun another call; it was not sent any more'},
};
