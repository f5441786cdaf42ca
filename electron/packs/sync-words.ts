import {AppError, type ErrorCode} from '../contract/errors.ts';
import type {LocalText} from '../contract/values.ts';
import type {SourceFault} from './source.ts';

/** What is wrong with a repository, for whoever must decide what to do about it. */
export type TrustFault =
  | 'signature'
  | 'rollback'
  | 'expired'
  | 'mismatch'
  | 'malformed'
  | 'dropped'
  | 'rootGap'
  | 'pushedUp'
  | 'otherTeam'
  | 'tornRoot';

const REASONS: Record<TrustFault, LocalText> = {
  signature: {
    'zh-CN': '签名无效，或签名的密钥数量不够、不被信任、已被撤销',
    en: 'a signature does not hold, or comes from too few keys, or from a key that is not trusted (any more)',
  },
  rollback: {
    'zh-CN': '内容比本机已经验证过的更旧，或少了已有的部分（有人放回了旧文件？）',
    en: 'it is older than what this desk has already verified, or lacks a part of it (were old files put back?)',
  },
  expired: {
    'zh-CN': '签名已过有效期：长时间没有人发布或续签，或有人扣住了新内容。请组长在“发布”里续签（或运行 pack refresh）',
    en: 'what was signed has run out: nobody has published or refreshed it for long, or somebody holds the new one back. A lead renews it in Distribution, or runs pack refresh',
  },
  mismatch: {
    'zh-CN': '文件内容与签名中的长度或校验值不符（被改动、截断，或新旧混在一起）',
    en: 'a file is not what was signed: its length or fingerprint differs (changed, cut short, or old and new mixed)',
  },
  malformed: {
    'zh-CN': '文件不是话术库应有的格式',
    en: 'a file is not of the form that a repository has',
  },
  dropped: {
    'zh-CN': '签名中列出的文件不见了',
    en: 'a file that the signatures name is not there',
  },
  rootGap: {
    'zh-CN': '根密钥的更换记录中间缺了一环',
    en: 'the chain of root keys has a gap',
  },
  pushedUp: {
    'zh-CN': '版本号高得不可能：有人在用被盗的密钥签名。请组长用 pack revoke-lead 撤销该密钥',
    en: 'a version number is higher than can be: somebody signs with a stolen key. A lead takes it out of force with pack revoke-lead',
  },
  otherTeam: {
    'zh-CN': '其中没有本机所属的团队',
    en: 'it does not hold the team of this desk',
  },
  tornRoot: {
    'zh-CN': '本机登记的根密钥已损坏，请用登记文件重新登记',
    en: 'the root that this desk pinned is damaged: enrol again with the enrolment file',
  },
};

const kept: LocalText = {
  'zh-CN': '没有作任何更改，正在使用的话术包继续有效。',
  en: 'Nothing was changed: the active packs stay.',
};

const refusal = (code: ErrorCode, zh: string, en: string): AppError =>
  new AppError(code, {'zh-CN': `${zh}${kept['zh-CN']}`, en: `${en} ${kept.en}`});

/** `file` is the repository's file that showed it. */
export function untrusted(fault: TrustFault, place: string, file = ''): AppError {
  const {'zh-CN': zh, en} = REASONS[fault];
  const [atZh, atEn] = file === '' ? ['', ''] : [`（${file}）`, ` (${file})`];
  return refusal(
    'untrusted',
    `话术库 ${place} 未通过验证：${zh}${atZh}。`,
    `The repository ${place} could not be trusted: ${en}${atEn}.`,
  );
}

/** Something in the repository is no file at all, or has more bytes than was signed. */
const NOT_BELIEVED: Partial<Record<SourceFault['kind'], LocalText>> = {
  tooLarge: {'zh-CN': '文件比签名中写的或允许的更大', en: 'a file is larger than was signed, or than it may be'},
  noFile: {
    'zh-CN': '文件的位置上是管道、设备、文件夹，或指向库外的链接',
    en: 'in place of a file there is a pipe, a device, a folder, or a link that leads out of the repository',
  },
};

/** A status of HTTP: somebody is there. */
const ANSWERED = /^\d{3}$/;

/** What a source that could not give a file means. `expected`: signed metadata says that the file is there. */
export function sourceRefusal({kind, path, detail}: SourceFault, place: string, expected: boolean): AppError {
  const believed = NOT_BELIEVED[kind];
  if (believed !== undefined) {
    return refusal(
      'untrusted',
      `话术库 ${place} 未通过验证：${believed['zh-CN']}（${path}）。`,
      `The repository ${place} could not be trusted: ${believed.en} (${path}).`,
    );
  }
  const why = detail === '' ? '' : ` (${detail})`;
  switch (kind) {
    case 'missing':
      if (expected) return untrusted('dropped', place, path);
      // S3 says so of what is not there, and any server of what nobody may read.
      if (detail === '403') {
        return refusal(
          'unavailable',
          `${place} 处没有话术库，或不允许读取（${path}，403）。`,
          `There is no repository at ${place}, or it may not be read (${path}, 403).`,
        );
      }
      return refusal(
        'unavailable',
        `${place} 处没有话术库（缺少 ${path}）。`,
        `There is no repository at ${place} (${path} is missing).`,
      );
    case 'slow':
      return refusal('unavailable', `${place} 响应太慢，已放弃。`, `${place} was too slow, so it was given up.`);
    case 'webPage':
      return refusal(
        'unavailable',
        `${place} 返回的是网页而不是话术库：网络可能要求先登录，或网址不对。`,
        `${place} answers with a web page instead of a repository: the network may ask for a login first, or the address is wrong.`,
      );
    case 'redirect':
      return refusal(
        'unavailable',
        `${place} 被转向到别处${why}，未跟随。如果话术库已搬家，请登记新的位置。`,
        `${place} redirects elsewhere${why}, which is not followed. If the repository has moved, enter its new place.`,
      );
    case 'stopped':
      return refusal('unavailable', '同步已停止。', 'The sync was stopped.');
    default:
      return ANSWERED.test(detail)
        ? refusal(
            'unavailable',
            `${place} 的服务器没有给出文件（${path}，${detail}）。`,
            `The server of ${place} answers, but does not give the file (${path}, ${detail}).`,
          )
        : refusal('unavailable', `无法访问 ${place}${why}。`, `${place} cannot be reached${why}.`);
  }
}

/** The updater's own words, as it has no codes. */
export function faultIn(error: unknown): TrustFault {
  const words = error instanceof Error ? error.message : String(error);
  if (/was signed by \d+\/\d+ keys/.test(words)) return 'signature';
  if (/is expired/.test(words)) return 'expired';
  if (/is less than current|in new snapshot/.test(words)) return 'rollback';
  if (/Expected (length|hash)|does(n't| not) match|Expected version/.test(words)) return 'mismatch';
  if (/no delegation found|Missing .* in snapshot|No delegations found/.test(words)) return 'dropped';
  return 'malformed';
}
