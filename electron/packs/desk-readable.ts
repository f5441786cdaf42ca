import {AppError} from '../contract/errors.ts';
import {LARGEST} from './layout.ts';
import {MalformedText, readSigned, type SignedKind} from './metadata-text.ts';

/** A file that every desk would refuse is never signed: it would stop them all, and whoever wants to put it right. */
export const unreadable = (file: string): AppError =>
  new AppError('invalid_input', {
    'zh-CN': `话术库的 ${file} 将无法被工位读取（过大，或其中有不应有的内容），因此没有签发。可撤回不再需要的版本；如果密钥被盗，请用 pack revoke-lead 撤销该组长。`,
    en: `${file} of the repository would be one that no desk can read: too large, or with something in it that does not belong there. It was not signed. Withdraw releases that nobody needs; if a key was stolen, take that lead's keys out of force with pack revoke-lead.`,
  });

/** @throws AppError `invalid_input` when desks would not read the file, whoever has signed it */
export function requireReadable(kind: SignedKind, bytes: Buffer, file: string): void {
  if (bytes.length > LARGEST[kind]) throw unreadable(file);
  try {
    readSigned(kind, bytes);
  } catch (error) {
    throw error instanceof MalformedText ? unreadable(file) : error;
  }
}
