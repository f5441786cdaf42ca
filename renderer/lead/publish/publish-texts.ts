import type {LocalText} from '../../../electron/contract/values.ts';
import {strings} from '../../shared/strings.ts';
import {keyWords} from './key-words.ts';
import {type AfterIt, whatHappens} from './release-words.ts';

/** Words of the room where packs are signed and handed out. */
export const publishTexts = strings({
  title: {'zh-CN': '发布', en: 'Distribution'},
  notRead: {'zh-CN': '无法读取话术库', en: 'The repository could not be read'},
  failed: {'zh-CN': '没有完成', en: 'This was not done'},
  notPublished: {'zh-CN': '没有发布', en: 'Not published'},
  why: {
    'zh-CN':
      '话术库是一个文件夹：本地、共享盘或网站目录。您在这里签名发布，每台登记过的工位验证签名后更新，中间没有人能改动。',
    en: 'A repository is a folder: local, on a share, or of a web server. You sign and publish here; every enrolled desk verifies and updates, and nobody in between can change a word.',
  },
  create: {'zh-CN': '新建话术库', en: 'Make a repository'},
  join: {'zh-CN': '加入已有的话术库', en: 'Join one that is there'},
  joinWhy: {
    'zh-CN': '用话术库负责人交给您的密钥文件，在这台电脑上发布。',
    en: 'Publish from this computer with the key files that the owner of the repository has handed to you.',
  },
  newKeys: {'zh-CN': '换上新的密钥文件', en: 'Take new key files'},
  newKeysWhy: {
    'zh-CN': '向话术库的负责人索取新的密钥文件，在这里选择它们。',
    en: 'Ask the owner of the repository for new key files, and choose them here.',
  },
  moved: {'zh-CN': '话术库换了地方？', en: 'Has the repository moved?'},
  movedWhy: {
    'zh-CN': '写出它现在的位置。用的还是这台电脑上的密钥；不是它们的话术库会被拒绝。',
    en: 'Say where it lies now. The keys on this computer stay the same; a repository that is not theirs is refused.',
  },
  movedHere: {'zh-CN': '从新位置发布', en: 'Publish to the new place'},
  how: {'zh-CN': '新建或加入', en: 'Make or join'},
  place: {'zh-CN': '1. 放在哪里', en: '1. Where it lies'},
  placeWhy: {
    'zh-CN': '文件夹的完整路径，例如共享盘里的一个空文件夹；或 s3:// 地址，访问密钥取自 AWS_* 环境变量',
    en: 'Full path of a folder, such as an empty one on a share; or an s3:// address, with its credentials in AWS_* variables',
  },
  from: {'zh-CN': '工位读取的地址（选填）', en: 'Where desks read it (optional)'},
  fromWhy: {
    'zh-CN': '与上面不同时填写，例如 https:// 网址',
    en: 'Where that is another place, such as an https:// address',
  },
  team: {'zh-CN': '2. 团队代号', en: '2. Name of the team'},
  teamWhy: {
    'zh-CN': '小写字母、数字和连字符，例如 north；以后不能更改',
    en: 'Lower-case letters, digits and hyphens, such as north; it stays for good',
  },
  badTeam: {
    'zh-CN': '只能用小写字母、数字和连字符，1 至 32 位，且不能是 root、con 之类的保留名',
    en: 'lower-case letters, digits and hyphens only, 1 to 32 of them; no reserved name such as root or con',
  },
  lead: {'zh-CN': '3. 您的名字', en: '3. Your name'},
  leadWhy: {'zh-CN': '写在每次发布的签名旁', en: 'Stands beside the signature of every release'},
  passphrase: {'zh-CN': '4. 密钥口令', en: '4. Passphrase of the keys'},
  passphraseWhy: {
    'zh-CN': '用来锁住私钥，每次发布都要输入。留空：系统钥匙串可用时由它保管，否则不加密。',
    en: 'Locks the private keys and is asked for at every release. Empty: the system’s keychain keeps them where there is one, else they lie unlocked.',
  },
  passphraseAgain: {'zh-CN': '再输一次口令', en: 'The passphrase again'},
  passphraseDiffers: {'zh-CN': '两次输入的口令不同', en: 'the two passphrases differ'},
  make: {'zh-CN': '新建并生成密钥', en: 'Make it, with its keys'},
  joinPlaceWhy: {
    'zh-CN': '话术库文件夹的完整路径，例如共享盘里的那一个',
    en: 'Full path of the repository’s folder, such as the one on the share',
  },
  joinPassphraseWhy: {'zh-CN': '密钥文件用口令锁住时填写', en: 'Where the key files are locked with one'},
  takeKeys: {'zh-CN': '3. 密钥文件', en: '3. Key files'},
  chooseKeys: {'zh-CN': '选择密钥文件…', en: 'Choose the key files…'},
  keysChosen: (count: number) => ({'zh-CN': `已选 ${count} 个`, en: `${count} chosen`}),
  required: {'zh-CN': '请填写', en: 'Please fill this in'},

  unlock: {'zh-CN': '密钥口令', en: 'Passphrase of the keys'},
  unlockWhy: {'zh-CN': '签名时使用；只留在这个页面里', en: 'For signing; kept on this page alone'},

  ceremony: {'zh-CN': '话术库已建成，还有三步', en: 'The repository is made. Three steps are left'},
  finished: {'zh-CN': '三步都做完了', en: 'All three are done'},
  stepBackUp: {'zh-CN': '把离线密钥备份到两处', en: 'Back the offline keys up to two places'},
  stepBackUpWhy: {
    'zh-CN':
      'root 与 targets 密钥决定谁可以发布。分别存到两个 U 盘，放在两个地方；然后从这台电脑移走。丢一把可以补，丢两把就要重新登记所有工位。',
    en: 'The root and targets keys decide who may publish. Keep them on two sticks in two places, then move them off this computer. One that is lost can be replaced; after two, every desk has to be enrolled anew.',
  },
  stepRead: {'zh-CN': '念出根指纹', en: 'Read the root fingerprint aloud'},
  stepReadWhy: {
    'zh-CN': '工位登记时，请在电话里或当面把这 16 组念给对方核对。不要用聊天软件发送：能换文件的人也能换消息。',
    en: 'When a desk is enrolled, read these 16 groups to whoever sits there, by phone or face to face. Do not send them in a chat: who can swap a file can swap a message.',
  },
  stepFile: {'zh-CN': '把登记文件交给工位', en: 'Hand out the enrolment file'},
  stepFileWhy: {
    'zh-CN': '每台电脑：菜单 → 更新来源与状态 → 选择登记文件。它不含秘密，可以随意复制。',
    en: 'On every computer: menu → Where updates come from → choose the file. It holds no secret and may be copied freely.',
  },
  saveFile: {'zh-CN': '保存登记文件', en: 'Save the enrolment file'},
  backUpTo: {'zh-CN': '备份到文件夹', en: 'Back up to folder'},
  backUp: {'zh-CN': '备份', en: 'Back up'},
  backedUp: (count: number, to: string) => ({
    'zh-CN': `已把 ${count} 个密钥文件复制到 ${to}`,
    en: `${count} key ${count === 1 ? 'file was' : 'files were'} copied to ${to}`,
  }),
  placesLeft: (count: number): LocalText =>
    count === 0
      ? {'zh-CN': '已有两处备份。', en: 'Two places have them now.'}
      : {'zh-CN': `还差 ${count} 处。`, en: `${count} ${count === 1 ? 'place' : 'places'} to go.`},

  publishes: (name: string, team: string, place: string) => ({
    'zh-CN': `以“${name}”的身份为团队 ${team} 发布到 ${place}`,
    en: `Publishes as ${name}, for the team ${team}, to ${place}`,
  }),
  publishesNot: (team: string, place: string) => ({
    'zh-CN': `这台电脑上没有可为团队 ${team} 发布的密钥（${place}）：密钥已被撤销，或不在这里。`,
    en: `No key on this computer may publish for the team ${team} (${place}): it was revoked, or is elsewhere.`,
  }),
  open: {
    'zh-CN': '私钥未加密，就在这台电脑上：能打开数据文件夹的人都能发布。',
    en: 'The private keys lie unlocked on this computer: whoever opens the data folder can publish.',
  },
  unfinished: {
    'zh-CN': '有人正在发布，或上次发布中途停止；下一次发布会把它收尾。工位看到的仍是之前完整的状态。',
    en: 'Somebody is publishing right now, or was stopped in the middle; the next release finishes it. Desks still see the state before, as a whole.',
  },
  expires: {'zh-CN': '有效期', en: 'Validity'},
  role: {'zh-CN': '签名文件', en: 'Signed file'},
  until: {'zh-CN': '有效至', en: 'Holds until'},
  signedBy: {'zh-CN': '签名人', en: 'Signed by'},
  state: {'zh-CN': '状态', en: 'State'},
  fresh: {'zh-CN': '有效', en: 'valid'},
  soon: {'zh-CN': '即将到期', en: 'runs out soon'},
  expired: {'zh-CN': '已过期', en: 'run out'},
  notHere: {'zh-CN': '需要不在本机的密钥', en: 'takes keys that are not here'},
  refresh: {'zh-CN': '续签', en: 'Renew'},
  refreshed: (until: string) => ({'zh-CN': `已续签，有效至 ${until}`, en: `Renewed: holds until ${until}`}),
  refreshWhy: {
    'zh-CN':
      '过期后工位停止更新，但正在使用的话术包继续有效。发布、撤回或续签都会重新计时；也可让定时任务运行 pack refresh。',
    en: 'Once it runs out desks stop updating; the active packs stay. Every release, withdrawal or renewal starts the time anew; a scheduled job may run pack refresh.',
  },
  runsOut: (role: string, until: string) => ({
    'zh-CN': `${role}的签名 ${until} 到期：请在“组长与密钥”里续签。`,
    en: `The signature of ${role} runs out on ${until}: renew it under Leads and keys before then.`,
  }),
  ranOut: (role: string, until: string) => ({
    'zh-CN': `${role}的签名已于 ${until} 过期：工位已停止更新，正在使用的话术包不受影响。请在“组长与密钥”里续签。`,
    en: `The signature of ${role} ran out on ${until}: desks have stopped updating; their active packs stay. Renew it under Leads and keys.`,
  }),

  publish: {'zh-CN': '发布', en: 'Publish'},
  release: {'zh-CN': '发布一个版本', en: 'Publish a version'},
  which: {'zh-CN': '发布哪个版本', en: 'Which version'},
  reading: {'zh-CN': '正在检查…', en: 'Checking…'},
  errors: (count: number) => ({
    'zh-CN': `有 ${count} 处错误，不能发布`,
    en: `${count} ${count === 1 ? 'error stops' : 'errors stop'} the release`,
  }),
  warnings: (count: number) => ({
    'zh-CN': `有 ${count} 条提醒：看过以后写明为什么仍要发布`,
    en: `${count} ${count === 1 ? 'warning' : 'warnings'}: say why it is published all the same`,
  }),
  clean: {'zh-CN': '检查通过，没有问题。', en: 'Passes the check: nothing found.'},
  reason: {'zh-CN': '理由（与版本一同保存）', en: 'Reason (kept with the release)'},
  toWhom: {'zh-CN': '给谁', en: 'Who gets it'},
  share: {'zh-CN': '千分之几的坐席先用', en: 'How many of a thousand agents'},
  shareWhy: {
    'zh-CN': '0–1000。同一坐席每次结果相同；之后可以扩大。',
    en: '0–1000. The same agents every time; it can be widened later.',
  },
  groups: {'zh-CN': '只给这些小组（选填）', en: 'Only these groups (optional)'},
  groupsWhy: {
    'zh-CN': '坐席资料里的“团队”，用逗号分开；留空则全部',
    en: 'As the team stands in agents’ profiles, with commas between; empty for all',
  },
  everyone: {'zh-CN': '全部坐席', en: 'everybody'},
  sharePart: (permille: number): LocalText =>
    permille === 1000
      ? {'zh-CN': '全部坐席', en: 'everybody'}
      : {'zh-CN': `${permille}‰ 的坐席`, en: `${permille}‰ of the agents`},
  inGroups: (share: string, groups: readonly string[]) => ({
    'zh-CN': `${groups.join('、')}：${share}`,
    en: `${share} in ${groups.join(', ')}`,
  }),
  whenThere: {
    'zh-CN': '开着程序的工位十分钟内自动更新，其他工位启动后一分钟内；进行中的电话不受影响。',
    en: 'Desks that are running take it by themselves within ten minutes, others within a minute of their start; running calls are left alone.',
  },
  rival: (other: string, used: string) => ({
    'zh-CN': `已发布的 ${other} 地区和语言相同。两个都收到的工位，通话只用代号排在前面的 ${used}。若要用这一个取代它，请撤回 ${other}。`,
    en: `${other} is published for the same jurisdiction and language. Desks that get both use only the one whose id comes first, ${used}. To have this one in its place, take ${other} back.`,
  }),
  scope: (language: string, jurisdiction: string) => ({
    'zh-CN': `只到达使用${language}、适用“${jurisdiction}”规则的工位。`,
    en: `Reaches desks in ${language} under the rules of ${jurisdiction} only.`,
  }),
  chinese: {'zh-CN': '中文', en: 'Chinese'},
  english: {'zh-CN': '英文', en: 'English'},
  replaces: (version: string) => ({'zh-CN': `取代已发布的 ${version}`, en: `Replaces the published ${version}`}),
  replacesNone: {'zh-CN': '这个话术包还没有发布过', en: 'Nothing of this pack is published yet'},
  isPublished: {'zh-CN': '内容与已发布的相同', en: 'The same content is published already'},
  changes: (version: string) => ({'zh-CN': `与已发布的 ${version} 相比`, en: `Against the published ${version}`}),
  noDiff: (version: string) => ({
    'zh-CN': `本机没有已发布的 ${version}，无法比较：先在菜单的“更新来源与状态”里更新本机。`,
    en: `The published ${version} is not on this computer, so they cannot be compared: sync this desk first.`,
  }),
  sign: (name: string) => ({'zh-CN': `签名并发布 ${name}`, en: `Sign and publish ${name}`}),
  published: (name: string, share: string) => ({
    'zh-CN': `${name} 已发布给${share}。`,
    en: `${name} is published to ${share}.`,
  }),
  same: (name: string) => ({
    'zh-CN': `${name} 已是如此，未作更改。`,
    en: `${name} was published like that already; nothing was changed.`,
  }),

  releases: {'zh-CN': '已发布', en: 'Published'},
  noReleases: {'zh-CN': '还没有发布任何版本。', en: 'Nothing is published yet.'},
  pack: {'zh-CN': '版本', en: 'Version'},
  when: {'zh-CN': '发布', en: 'Published'},
  actions: {'zh-CN': '操作', en: 'Actions'},
  widen: {'zh-CN': '调整范围…', en: 'Change the share…'},
  widenOf: (name: string) => ({'zh-CN': `调整 ${name} 的范围`, en: `Share of ${name}`}),
  saveShare: {'zh-CN': '保存范围', en: 'Save the share'},
  withdraw: {'zh-CN': '撤回…', en: 'Take back…'},
  withdrawOf: (name: string) => ({'zh-CN': `撤回 ${name}`, en: `Take ${name} back`}),
  withdrawWhy: (after: AfterIt): LocalText => {
    const stays = {
      'zh-CN': '进行中的电话继续用它开始时的版本。这个版本号不能再用。',
      en: 'A running call keeps the version it began with. The version is not given again.',
    };
    const happens = whatHappens(after);
    return {'zh-CN': `${happens['zh-CN']}${stays['zh-CN']}`, en: `${happens.en} ${stays.en}`};
  },
  withdrawReally: {'zh-CN': '确定撤回', en: 'Take it back'},
  withdrawReason: {'zh-CN': '撤回的理由', en: 'Why it is taken back'},
  withdrawn: (name: string, after: AfterIt): LocalText => {
    const happens = whatHappens(after);
    return {'zh-CN': `${name} 已撤回。${happens['zh-CN']}`, en: `${name} was taken back. ${happens.en}`};
  },
  withReason: (count: number, reason: string): LocalText =>
    count === 0
      ? {'zh-CN': `理由：${reason}`, en: `Reason: ${reason}`}
      : {
          'zh-CN': `${count} 条提醒，理由：${reason}`,
          en: `${count} ${count === 1 ? 'warning' : 'warnings'}, reason: ${reason}`,
        },
  gone: {'zh-CN': '已撤回', en: 'Taken back'},

  ...keyWords,
});
