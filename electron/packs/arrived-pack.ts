import type {Problem} from '../contract/errors.ts';
import type {Pack} from '../contract/pack.ts';
import type {LocalText} from '../contract/values.ts';
import {checkPackText} from '../domain/pack-problems.ts';
import {canonicalBytes, type PackRelease} from './layout.ts';
import {nestsDeeperThan} from './metadata-text.ts';

/** What a release holds: a pack, or why it is none that this desk may use. */
export type Arrived = {pack: Pack; text: string} | {pack: null; message: LocalText; problems: Problem[]};

const DEEPEST = 20;

const problem = (path: string, zh: string, en: string): Problem => ({path, message: {'zh-CN': zh, en}});

/** Reads the bytes of a release, which are those that were signed: right key, but is it a pack? */
export function readArrived(id: string, release: PackRelease, bytes: Buffer): Arrived {
  let text: string;
  try {
    text = new TextDecoder('utf-8', {fatal: true, ignoreBOM: true}).decode(bytes);
  } catch {
    return none(id, release, [problem('', '不是 UTF-8 文本', 'is not UTF-8 text')]);
  }
  if (nestsDeeperThan(text, DEEPEST)) {
    return none(id, release, [problem('', '嵌套过深，不是话术包', 'nested too deeply to be a script pack')]);
  }
  const {document, pack, problems} = checkPackText(text);
  if (pack === null) return none(id, release, problems);
  const amiss = [
    ...(pack.id === id ? [] : [problem('id', `编号应为 ${id}`, `must be ${id}, as it was published`)]),
    ...(pack.version === release.version
      ? []
      : [problem('version', `版本应为 ${release.version}`, `must be ${release.version}, as it was published`)]),
    ...(pack.language === release.language
      ? []
      : [problem('language', `语言应为 ${release.language}`, `must be ${release.language}, as it was published`)]),
    ...(pack.jurisdiction === release.jurisdiction
      ? []
      : [
          problem(
            'jurisdiction',
            `法域应为 ${release.jurisdiction}`,
            `must be ${release.jurisdiction}, as it was published`,
          ),
        ]),
    // One content has one fingerprint everywhere only in one form.
    ...(canonicalBytes(document).equals(bytes)
      ? []
      : [problem('', '不是规范形式的 JSON', 'is not in the canonical form of JSON')]),
  ];
  return amiss.length > 0 ? none(id, release, amiss) : {pack, text};
}

export const none = (id: string, {version}: PackRelease, problems: Problem[]): Extract<Arrived, {pack: null}> => ({
  pack: null,
  message: {
    'zh-CN': `话术包 ${id}@${version} 签名有效，但内容不合格（${problems.length} 处），未采用；原来的话术包继续使用。`,
    en: `The pack ${id}@${version} is signed, but has ${problems.length} problem${problems.length === 1 ? '' : 's'} and was not taken. The one before it stays.`,
  },
  problems,
});
