import {AppError} from '../contract/errors.ts';
import {parseInWords} from '../domain/schema-problems.ts';
import {keptUpdater} from './kept-updater.ts';
import {Enrolment, LARGEST, sha256Of} from './layout.ts';
import {MalformedText, parseStrictly, readSigned} from './metadata-text.ts';
import {openSource} from './open-source.ts';

const noEnrolment = (zh: string, en: string) =>
  new AppError('invalid_input', {'zh-CN': `这不是登记文件：${zh}。`, en: `This is no enrolment file: ${en}.`});

const wrongRoot = (zh: string, en: string) =>
  new AppError('untrusted', {
    'zh-CN': `登记文件未通过验证：${zh}。没有登记。`,
    en: `The enrolment file could not be trusted: ${en}. Nothing was enrolled.`,
  });

/**
 * Reads an enrolment file: its root must be the one whose fingerprint it shows, and signed by its own keys.
 *
 * @throws AppError `invalid_input` for what is no such file, `untrusted` for one that contradicts itself
 */
export function readEnrolment(text: string): Enrolment {
  const parsed = parseInWords(Enrolment, documentOf(text));
  if (parsed.problems !== null) {
    throw new AppError(
      'invalid_input',
      {'zh-CN': '这不是登记文件：格式不对。', en: 'This is no enrolment file: its form is wrong.'},
      parsed.problems,
    );
  }
  const enrolment = parsed.value;
  if (sha256Of(enrolment.root) !== enrolment.rootFingerprint) {
    throw wrongRoot('根密钥与它的指纹不符', 'its root is not the one of its fingerprint');
  }
  checkRoot(enrolment.root);
  openSource(enrolment.from);
  return enrolment;
}

function documentOf(text: string): unknown {
  const plain = text.replace(/^\ufeff/, '');
  if (plain.length > LARGEST.enrolment) throw noEnrolment('文件过大', 'it is too large');
  try {
    return parseStrictly(Buffer.from(plain));
  } catch (error) {
    if (error instanceof MalformedText) throw noEnrolment('不是有效的 JSON', 'it is not valid JSON');
    throw error;
  }
}

/** The updater refuses a root that its own keys have not signed. */
function checkRoot(root: string): void {
  const bytes = Buffer.from(root);
  try {
    readSigned('root', bytes);
    keptUpdater({
      now: new Date(0),
      rotations: 0,
      place: 'https://repository.invalid/',
      read: () => bytes,
      keep: () => {},
      download: () => Promise.reject(new Error('nothing is asked for yet')),
    });
  } catch {
    throw wrongRoot('根密钥的签名无效', 'its root is not signed by its own keys');
  }
}
