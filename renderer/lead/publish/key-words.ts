import type {LocalText} from '../../../electron/contract/values.ts';

/** The signed files, by their names in the folder. */
const ROLE_NAMES: Record<string, LocalText> = {
  root: {'zh-CN': 'root（根：信任谁）', en: 'root (who is trusted)'},
  targets: {'zh-CN': 'targets（授权：谁可以发布）', en: 'targets (who may publish)'},
  snapshot: {'zh-CN': 'snapshot（快照）', en: 'snapshot (what belongs together)'},
  timestamp: {'zh-CN': 'timestamp（时间戳）', en: 'timestamp (what is newest)'},
};

/** What is said of keys and of those who hold them. */
export const keyWords = {
  roleName: (role: string): LocalText =>
    ROLE_NAMES[role] ?? {'zh-CN': `${role}（团队的发布）`, en: `${role} (the team’s releases)`},
  people: {'zh-CN': '组长与密钥', en: 'Leads and keys'},
  leads: {'zh-CN': '可以发布的组长', en: 'Leads who may publish'},
  keysHere: {'zh-CN': '密钥在本机', en: 'keys are here'},
  keysAway: {'zh-CN': '密钥不在本机', en: 'keys are elsewhere'},
  addLead: {'zh-CN': '增加组长', en: 'Add a lead'},
  leadName: {'zh-CN': '名字', en: 'Name'},
  handTo: {'zh-CN': '把密钥文件复制到（选填）', en: 'Copy the key files to (optional)'},
  handToWhy: (folder: string) => ({
    'zh-CN': `例如交给本人的 U 盘；口令另行告知。留空则只放在 ${folder}`,
    en: `Such as a stick for that lead; tell the passphrase separately. Empty: they lie in ${folder} alone`,
  }),
  handToNeeded: {'zh-CN': '把密钥文件复制到', en: 'Copy the key files to'},
  handToLocked: {
    'zh-CN': '例如交给本人的 U 盘，用右边的口令锁住；口令另行告知',
    en: 'Such as a stick for that lead, locked with the passphrase beside it, which you tell separately',
  },
  leadAdded: (name: string, folder: string) => ({
    'zh-CN': `${name} 现在可以发布。密钥文件交给本人以后，请从 ${folder} 删除：它们只该在本人手里。`,
    en: `${name} may publish now. Once the key files are handed over, delete them from ${folder}: nobody else should have them.`,
  }),
  revoke: {'zh-CN': '撤销…', en: 'Revoke…'},
  revokeOf: (name: string) => ({'zh-CN': `撤销 ${name}`, en: `Revoke ${name}`}),
  revokeWhy: {
    'zh-CN': '此人的密钥立即失效。已发布的版本不会消失：请查看列表，撤回不认识的版本。',
    en: 'The keys stop counting at once. What they have published stays: look through the list and take back what you do not know.',
  },
  revokeReally: {'zh-CN': '确定撤销', en: 'Revoke'},
  revoked: (name: string) => ({'zh-CN': `${name} 的密钥已失效。`, en: `The keys of ${name} count no more.`}),
  offline: {'zh-CN': '离线密钥', en: 'Offline keys'},
  offlineWhy: (root: number, folder: string) => ({
    'zh-CN': `增减组长、更换密钥时才需要；root 要 ${root} 把同时签名。用时把备份的文件放回 ${folder}，用完移走。`,
    en: `Needed only for changing leads and keys; the root takes ${root} of its keys. Put the files of a copy back into ${folder} for that, and move them away afterwards.`,
  }),
  offlineHere: (folder: string) => ({
    'zh-CN': `离线密钥还在这台电脑上：备份到两处以后，请把 ${folder} 中的 root-* 和 targets-* 文件移走。`,
    en: `The offline keys still lie on this computer: once two places have copies, move the files root-* and targets-* out of ${folder}.`,
  }),
  retired: (count: number, folder: string) => ({
    'zh-CN': `${folder} 里的 retired 文件夹放着 ${count} 个换下的旧密钥。所有工位都更新过以后请删除它们：还没更新的工位仍会相信旧密钥。旧的备份也一样。`,
    en: `The folder retired in ${folder} holds ${count} ${count === 1 ? 'key' : 'keys'} out of force. Destroy them, and their old copies, once every desk has synced: one that has not still believes them.`,
  }),
  copyLock: {'zh-CN': '副本的口令', en: 'Passphrase of the copies'},
  copyLockWhy: {
    'zh-CN': '本机的密钥由系统钥匙串保管，别的电脑打不开：副本要用口令锁住。口令请另外保存。',
    en: 'The keychain of this computer keeps the keys, and no other computer could open them: copies are locked with a passphrase. Keep it elsewhere.',
  },
  rotate: {'zh-CN': '更换密钥', en: 'Replace keys'},
  what: {'zh-CN': '发生了什么', en: 'What happened'},
  lost: {'zh-CN': '有一把丢失了', en: 'A key was lost'},
  stolen: {'zh-CN': '有一把可能被盗', en: 'A key may be stolen'},
  routine: {'zh-CN': '例行全部更换', en: 'Replace all of them, as a routine'},
  lostWhy: {
    'zh-CN': '丢一把不影响使用，但再丢一把就无法更换了：现在就换掉它，并重新备份到两处。工位会自动跟上，不用重新登记。',
    en: 'One lost key hurts nobody, but after a second one nothing can be replaced: replace it now, and back up to two places again. Desks follow by themselves and need no new enrolment.',
  },
  stolenWhy: {
    'zh-CN':
      '先换掉它，被盗的那把立即失效。单独一把 root 签不了任何东西；若组长的密钥也在一起，请同时撤销那位组长，并检查已发布的版本。',
    en: 'Replace it first: the stolen key stops counting at once. One root key alone can sign nothing; if a lead’s keys lay beside it, revoke that lead too and look through what is published.',
  },
  routineWhy: {
    'zh-CN': '全部离线密钥换新，需要多数旧密钥在本机。完成后重新备份到两处，销毁旧的备份。',
    en: 'All offline keys are made anew; takes the threshold of the old ones on this computer. Back up to two places afterwards and destroy the old copies.',
  },
  whichKey: {'zh-CN': '哪一把', en: 'Which key'},
  rotateNow: {'zh-CN': '更换', en: 'Replace'},
  rotated: {
    'zh-CN': '密钥已更换。请把新的离线密钥备份到两处。',
    en: 'The keys are replaced. Back the new offline keys up to two places.',
  },
  enrolment: {'zh-CN': '登记工位', en: 'Enrolling desks'},
};
