import type {LocalText} from '../../../electron/contract/values.ts';
import {strings} from '../strings.ts';

/** Words about where a desk gets its packs from. */
export const syncTexts = strings({
  title: {'zh-CN': '话术更新', en: 'Script updates'},
  open: {'zh-CN': '更新来源与状态…', en: 'Where updates come from…'},
  failed: {'zh-CN': '没有完成', en: 'This was not done'},
  notSynced: {'zh-CN': '没有更新', en: 'Nothing was updated'},
  stay: {
    'zh-CN': '正在使用的话术包没有变化，可以照常通话。',
    en: 'The active packs are unchanged; calls go on as usual.',
  },

  none: {
    'zh-CN': '本机尚未登记话术库：话术由组长在本机导入。要自动获得更新，请用组长给的登记文件登记。',
    en: 'This desk follows no repository yet: packs are imported here by a lead. To get updates by itself, enrol it with the file that your lead hands out.',
  },
  status: {'zh-CN': '状态', en: 'Status'},
  team: {'zh-CN': '团队', en: 'Team'},
  place: {'zh-CN': '来源', en: 'Source'},
  lastSync: {'zh-CN': '上次成功', en: 'Last sync'},
  lastTry: {'zh-CN': '上次尝试', en: 'Last tried'},
  never: {'zh-CN': '还没有', en: 'never'},
  age: {'zh-CN': '签发', en: 'Signed'},
  days: (count: number): LocalText =>
    count === 0
      ? {'zh-CN': '今天', en: 'today'}
      : {'zh-CN': `${count} 天前`, en: `${count} ${count === 1 ? 'day' : 'days'} ago`},
  holds: (until: string) => ({'zh-CN': `，有效至 ${until}`, en: `, holds until ${until}`}),
  expired: (since: string) => ({
    'zh-CN': `签名已于 ${since} 过期：更新已停止，正在使用的话术继续有效。请告诉组长续签。`,
    en: `What was signed ran out on ${since}: updates have stopped, the active packs stay. Tell your lead to renew it.`,
  }),
  packs: {'zh-CN': '来自话术库、正在使用', en: 'Active from the repository'},
  replacedHere: (name: string) => ({
    'zh-CN': `本机没有用话术库给的 ${name}：有人在这台电脑上换用了别的版本，下一次更新会恢复。`,
    en: `This desk does not use ${name} from the repository: somebody has activated another version here, until the next sync.`,
  }),
  noPacks: {'zh-CN': '还没有来自话术库的话术包。', en: 'No pack from the repository yet.'},
  whichPacks: (languages: readonly string[], jurisdiction: string) => ({
    'zh-CN': `本机按坐席资料取用话术包：所在团队、${languages.join('和')}、“${jurisdiction}”规则。`,
    en: `This desk takes the packs that fit its profile: its team, ${languages.join(' and ')}, the rules of ${jurisdiction}.`,
  }),
  allPacks: {
    'zh-CN': '本机还没有坐席资料，将取得团队的全部话术包。',
    en: 'Nobody has a profile here yet: all packs of the team are taken.',
  },
  refused: (name: string) => ({
    'zh-CN': `${name} 签名有效，但不能使用，仍用之前的版本：`,
    en: `${name} is validly signed but cannot be used; the version before it stays:`,
  }),
  fingerprint: {'zh-CN': '根指纹', en: 'Root fingerprint'},
  group: (place: number) => ({'zh-CN': `第 ${place} 组`, en: `Group ${place}`}),

  now: {'zh-CN': '立即更新', en: 'Sync now'},
  running: {'zh-CN': '正在更新…', en: 'Syncing…'},
  steps: {'zh-CN': '进度', en: 'Progress'},
  trust: {'zh-CN': '正在核对签名', en: 'Checking signatures'},
  download: {'zh-CN': '正在下载话术包', en: 'Fetching packs'},
  checks: {'zh-CN': '正在检查内容', en: 'Checking the content'},
  bytes: (count: string) => ({'zh-CN': `${count} 字节`, en: `${count} bytes`}),
  upToDate: {'zh-CN': '已是最新，没有变化。', en: 'Up to date: nothing changed.'},
  came: (id: string, version: string) => ({'zh-CN': `${id} 新增 ${version}`, en: `${id} ${version} is new`}),
  went: (id: string, version: string) => ({'zh-CN': `${id} ${version} 已停用`, en: `${id} ${version} was let go`}),
  changed: (id: string, from: string, to: string) => ({
    'zh-CN': `${id} ${from} → ${to}`,
    en: `${id} ${from} → ${to}`,
  }),
  nextCall: {
    'zh-CN': '下一通电话起生效；进行中的电话继续用它开始时的版本。',
    en: 'From the next call on; a running call keeps the version it began with.',
  },
  automatic: {'zh-CN': '程序运行时会自动更新。', en: 'While the program runs, it updates by itself.'},
  warnings: (count: number) => ({
    'zh-CN': `另有 ${count} 条提醒，不影响使用。`,
    en: `${count} ${count === 1 ? 'warning' : 'warnings'} besides, which stop nothing.`,
  }),

  copy: {'zh-CN': '从别处的副本更新', en: 'Sync from a copy elsewhere'},
  copyWhy: {
    'zh-CN': 'U 盘或共享里的副本：只用这一次，同样要通过签名验证。',
    en: 'A copy on a stick or a share, for this once. It must pass the same verification.',
  },
  folderOrUrl: {'zh-CN': '文件夹或网址', en: 'Folder or address'},
  fromCopy: {'zh-CN': '从副本更新', en: 'Sync from the copy'},
  move: {'zh-CN': '话术库搬家了', en: 'The repository has moved'},
  moveWhy: {
    'zh-CN': '只改变从哪里读取；信任的密钥不变。',
    en: 'Changes only where it is read from; the keys that are trusted stay.',
  },
  moveTo: {'zh-CN': '保存新位置', en: 'Save the new place'},
  more: {'zh-CN': '更多', en: 'More'},
  leave: {'zh-CN': '不再跟随此话术库…', en: 'Follow this repository no more…'},
  leaveReally: {'zh-CN': '确定不再跟随', en: 'Follow it no more'},
  leaveWhy: {
    'zh-CN': '之后不再有更新；现有话术包继续使用，直到启用别的版本。',
    en: 'No more updates come. The packs stay active until others are.',
  },

  enrol: {'zh-CN': '登记', en: 'Enrol'},
  enrolTitle: {'zh-CN': '用登记文件登记', en: 'Enrol with an enrolment file'},
  enrolAgain: {'zh-CN': '用另一份登记文件登记…', en: 'Enrol with another file…'},
  choose: {'zh-CN': '选择登记文件…', en: 'Choose the enrolment file…'},
  paste: {'zh-CN': '或粘贴它的内容', en: 'Or paste its content'},
  read: {'zh-CN': '读取', en: 'Read it'},
  notRead: {'zh-CN': '没有读取', en: 'It could not be read'},
  notEnrolled: {'zh-CN': '没有登记', en: 'Not enrolled'},
  tooLarge: {'zh-CN': '文件过大，不是登记文件。', en: 'The file is too large to be an enrolment file.'},
  noText: {'zh-CN': '文件不是 UTF-8 文本。', en: 'The file is not UTF-8 text.'},
  compare: {'zh-CN': '请与组长逐组核对', en: 'Compare with your lead, group by group'},
  compareWhy: {
    'zh-CN': '打电话或当面，请组长念出话术库的根指纹。16 组全部一致才登记；有一组不同，就是有人换过文件。',
    en: 'By phone or face to face: your lead reads the root fingerprint aloud. Enrol only when all 16 groups agree; if one differs, somebody has swapped the file.',
  },
  compared: {
    'zh-CN': '已与组长逐组核对，16 组全部一致',
    en: 'I have compared all 16 groups with my lead, and they agree',
  },
  same: {
    'zh-CN': '本机已登记同一个话术库；这次只更新读取的位置。',
    en: 'This desk follows the same repository already; only its place is taken over.',
  },
  other: {
    'zh-CN': '本机现在跟随的是另一个话术库。继续将改为信任这一个，原来的不再有效。',
    en: 'This desk follows another repository now. Going on means trusting this one in its place.',
  },
  otherLeadOnly: {
    'zh-CN': '本机现在跟随的是另一个话术库，只有组长可以更换。',
    en: 'This desk follows another repository now; only a lead may replace it.',
  },
  replace: {'zh-CN': '改为信任这个话术库', en: 'Trust this repository instead'},
  enrolled: {'zh-CN': '已登记，正在第一次更新…', en: 'Enrolled. The first sync is running…'},

  signExpired: {'zh-CN': '话术更新已停止（签名过期）', en: 'Script updates have stopped (signatures ran out)'},
  signUntrusted: {'zh-CN': '话术更新未通过验证，未采用', en: 'A script update could not be trusted and was not taken'},
  signOld: (count: number) => ({
    'zh-CN': `话术已 ${count} 天没有更新`,
    en: `Scripts were last updated ${count} days ago`,
  }),
  signStay: {'zh-CN': '现有话术可照常使用。', en: 'The scripts here can be used as usual.'},
  details: {'zh-CN': '详情', en: 'Details'},
});
