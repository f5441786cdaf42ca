import {createCipheriv, createDecipheriv, randomBytes, scrypt} from 'node:crypto';
import {open, readdir, rename} from 'node:fs/promises';
import {join} from 'node:path';
import {promisify} from 'node:util';
import {z} from 'zod';
import {AppError} from '../contract/errors.ts';
import {lineText, Sha256} from '../contract/values.ts';
import {makeFolder} from './new-folder.ts';
import {NoOwnFile, readOwnFile} from './own-file.ts';
import {keyFromSecret, keyIdOf, type KeyName, type KeyRole, secretBytes, type SigningKey} from './signing-keys.ts';

/** The system's keychain, handed in by a host that has one. Texts are base64. */
export interface KeyVault {
  seal(secret: string): string;
  /** @throws when it was sealed for somebody else */
  open(sealed: string): string;
}

/** How private keys are kept: the keychain first, else a passphrase, else as they are. */
export interface KeyLock {
  passphrase?: string | undefined;
  vault?: KeyVault | undefined;
}

const base64 = z.string().max(10_000);
const PrivatePart = z.union([
  z.strictObject({plain: base64}),
  z.strictObject({vault: base64}),
  z.strictObject({
    scrypt: z.strictObject({
      cost: z
        .int()
        .min(1024)
        .max(1 << 20),
      blockSize: z.literal(8),
      parallel: z.literal(1),
    }),
    salt: base64,
    nonce: base64,
    ciphertext: base64,
  }),
]);

const KeyFile = z.strictObject({
  format: z.literal(1),
  name: lineText(80),
  role: z.string().regex(/^(root|targets|snapshot|timestamp|team-[a-z0-9][a-z0-9-]{0,31})$/),
  keyid: Sha256,
  public: z.string().regex(/^[0-9a-f]{64}$/),
  private: PrivatePart,
});
type KeyFile = z.infer<typeof KeyFile>;

const ENDING = '.key.json';
const RETIRED = 'retired';
const LARGEST_FILE = 100_000;
/** 64 MiB and a third of a second for one guess. */
const SCRYPT = {cost: 1 << 16, blockSize: 8, parallel: 1} as const;

const derive = promisify(scrypt) as (
  passphrase: string,
  salt: Buffer,
  length: number,
  options: {N: number; r: number; p: number; maxmem: number},
) => Promise<Buffer>;

/** The keys in a folder, one file for each, for this user alone. */
export class KeyFolder {
  readonly folder: string;
  private readonly lock: KeyLock;
  private readonly files: Map<string, {file: string; key: KeyFile}>;
  private readonly unlocked = new Map<string, SigningKey>();

  private constructor(folder: string, lock: KeyLock, files: Map<string, {file: string; key: KeyFile}>) {
    this.folder = folder;
    this.lock = lock;
    this.files = files;
  }

  /** @throws AppError `invalid_input` for a key file that is none; a folder that is not there holds no keys */
  static async open(folder: string, lock: KeyLock = {}): Promise<KeyFolder> {
    const files = new Map<string, {file: string; key: KeyFile}>();
    for (const file of (await namesIn(folder)).filter((name) => name.endsWith(ENDING)).sort()) {
      const key = parseKeyFile(file, await readKeyFile(folder, file));
      files.set(key.keyid, {file, key});
    }
    return new KeyFolder(folder, lock, files);
  }

  get keys(): KeyName[] {
    return [...this.files.values()].map(({key}) => ({
      name: key.name,
      role: key.role as KeyRole,
      keyid: key.keyid,
      public: key.public,
    }));
  }

  /** How the private keys lie there; the weakest counts. */
  get protection(): 'open' | 'passphrase' | 'keychain' {
    const parts = [...this.files.values()].map(({key}) => key.private);
    if (parts.some((part) => 'plain' in part)) return 'open';
    return parts.some((part) => 'scrypt' in part) ? 'passphrase' : 'keychain';
  }

  /**
   * Copies the files of some keys to another folder, for another computer: what the keychain of this one holds is locked
   * with the passphrase there.
   *
   * @returns the names of the files
   * @throws AppError `invalid_input` when that takes a passphrase and there is none
   */
  async copy(keyids: readonly string[], to: string): Promise<string[]> {
    const names: string[] = [];
    for (const keyid of keyids) {
      const found = this.files.get(keyid);
      if (found === undefined) continue;
      const {key, file} = found;
      const part = 'vault' in key.private ? await this.forElsewhere(keyid) : key.private;
      await writePrivate(to, file, `${JSON.stringify({...key, private: part}, null, 2)}\n`);
      names.push(file);
    }
    return names;
  }

  private async forElsewhere(keyid: string): Promise<KeyFile['private']> {
    const {passphrase} = this.lock;
    if (passphrase === undefined) throw copyNeedsPassphrase();
    return await sealSecret(await this.unlock(keyid), {passphrase});
  }

  /** Keeps a key file that was handed over, locked as the others are. @throws AppError `invalid_input`, `forbidden` */
  async take(text: string): Promise<KeyName> {
    const key = parseKeyFile('…', text);
    const secret = keyFromSecret(key.name, key.role as KeyRole, await openSecret(key, '…', this.lock));
    if (secret === null || secret.keyid !== key.keyid) throw damaged('…');
    return await this.keep(secret);
  }

  /** Whether a private key lies open in its file. */
  get unprotected(): boolean {
    return [...this.files.values()].some(({key}) => 'plain' in key.private);
  }

  /** The same folder as if some of its keys were not in it. */
  without(keyids: readonly string[]): KeyFolder {
    const left = [...this.files].filter(([keyid]) => !keyids.includes(keyid));
    return new KeyFolder(this.folder, this.lock, new Map(left));
  }

  /** @throws AppError `forbidden` when the passphrase is missing or wrong */
  async unlock(keyid: string): Promise<SigningKey> {
    const known = this.unlocked.get(keyid);
    if (known !== undefined) return known;
    const found = this.files.get(keyid);
    if (found === undefined) throw new AppError('internal');
    const {key, file} = found;
    const secret = keyFromSecret(key.name, key.role as KeyRole, await openSecret(key, file, this.lock));
    if (secret === null || secret.keyid !== key.keyid) throw damaged(file);
    this.unlocked.set(keyid, secret);
    return secret;
  }

  /** Keeps a new key. */
  async keep(key: SigningKey): Promise<SigningKey> {
    const part = await sealSecret(key, this.lock);
    const {name, role, keyid} = key;
    const file: KeyFile = {format: 1, name, role, keyid, public: key.public, private: part};
    // Whose file it is must be seen in a folder, whatever the name is written in.
    const slug = name
      .normalize('NFC')
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, '-')
      .replace(/^-+|-+$/g, '');
    const path = `${slug === '' ? 'lead' : slug.slice(0, 40)}.${role}.${keyid.slice(0, 12)}${ENDING}`;
    await writePrivate(this.folder, path, `${JSON.stringify(file, null, 2)}\n`);
    this.files.set(keyid, {file: path, key: file});
    this.unlocked.set(keyid, key);
    return key;
  }

  /** How many keys were put aside: nobody new believes them, but whoever has not followed since still would. */
  async countRetired(): Promise<number> {
    return (await namesIn(join(this.folder, RETIRED))).filter((name) => name.endsWith(ENDING)).length;
  }

  /** Puts the file of a key that is no longer in force aside. */
  async retire(keyid: string): Promise<void> {
    const found = this.files.get(keyid);
    if (found === undefined) return;
    await makeFolder(join(this.folder, RETIRED), 0o700);
    await rename(join(this.folder, found.file), join(this.folder, RETIRED, found.file));
    this.files.delete(keyid);
  }
}

/** A copy that only the keychain of this computer could open would be worth nothing elsewhere. */
export const copyNeedsPassphrase = () =>
  new AppError('invalid_input', {
    'zh-CN': '这些密钥由本机的系统钥匙串保护，复制到别处要另设口令。请填写口令。',
    en: 'These keys are kept by the keychain of this computer. A copy for elsewhere takes a passphrase: give one.',
  });

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw unusable(folder, error);
  }
}

const unusable = (folder: string, error: unknown) =>
  new AppError('unavailable', {
    'zh-CN': `无法使用密钥文件夹 ${folder}（${String((error as NodeJS.ErrnoException).code)}）。`,
    en: `The folder of keys ${folder} cannot be used (${String((error as NodeJS.ErrnoException).code)}).`,
  });

const damaged = (file: string) =>
  new AppError('invalid_input', {
    'zh-CN': `密钥文件 ${file} 已损坏，或不是密钥文件。请换用备份。`,
    en: `The key file ${file} is damaged or no key file. Use its backup.`,
  });

async function readKeyFile(folder: string, file: string): Promise<string> {
  try {
    return await readOwnFile(join(folder, file), LARGEST_FILE);
  } catch (error) {
    const {code} = error as NodeJS.ErrnoException;
    // A link to nowhere, a socket, a folder on Windows: no key either.
    if (error instanceof NoOwnFile || ['ENOENT', 'ELOOP', 'ENXIO', 'EISDIR'].includes(code ?? '')) throw damaged(file);
    throw unusable(folder, error);
  }
}

function parseKeyFile(file: string, text: string): KeyFile {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    throw damaged(file);
  }
  const parsed = KeyFile.safeParse(document);
  if (!parsed.success || keyIdOf(parsed.data.public) !== parsed.data.keyid) throw damaged(file);
  return parsed.data;
}

/** Writes a file for this user alone, whole or not at all. */
export async function writePrivate(folder: string, name: string, text: string): Promise<void> {
  try {
    await makeFolder(folder, 0o700);
    const part = join(folder, `.${name}.part-${randomBytes(6).toString('hex')}`);
    const handle = await open(part, 'wx', 0o600);
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(part, join(folder, name));
  } catch (error) {
    throw unusable(folder, error);
  }
}

/** What the ciphertext belongs to: it cannot be moved into another key's file. */
const boundTo = ({role, keyid}: {role: string; keyid: string}): Buffer => Buffer.from(`${role}\n${keyid}`);

const scryptKey = (passphrase: string, salt: Buffer, cost: number): Promise<Buffer> =>
  derive(passphrase.normalize('NFC'), salt, 32, {N: cost, r: 8, p: 1, maxmem: cost * 8 * 128 * 2});

async function sealSecret(key: SigningKey, {passphrase, vault}: KeyLock): Promise<KeyFile['private']> {
  const secret = secretBytes(key);
  if (passphrase !== undefined) {
    const [salt, nonce] = [randomBytes(16), randomBytes(12)];
    const cipher = createCipheriv('aes-256-gcm', await scryptKey(passphrase, salt, SCRYPT.cost), nonce);
    cipher.setAAD(boundTo(key));
    const ciphertext = Buffer.concat([cipher.update(secret), cipher.final(), cipher.getAuthTag()]);
    return {
      scrypt: SCRYPT,
      salt: salt.toString('base64'),
      nonce: nonce.toString('base64'),
      ciphertext: ciphertext.toString('base64'),
    };
  }
  if (vault !== undefined) return {vault: vault.seal(secret.toString('base64'))};
  return {plain: secret.toString('base64')};
}

async function openSecret(key: KeyFile, file: string, {passphrase, vault}: KeyLock): Promise<Buffer> {
  const part = key.private;
  if ('plain' in part) return Buffer.from(part.plain, 'base64');
  if ('vault' in part) {
    if (vault === undefined) throw locked(file);
    try {
      return Buffer.from(vault.open(part.vault), 'base64');
    } catch {
      throw locked(file);
    }
  }
  if (passphrase === undefined) {
    throw new AppError('forbidden', {
      'zh-CN': `密钥 ${file} 有口令保护：请填写密钥口令（命令行用 --passphrase-file）。`,
      en: `The key ${file} is locked with a passphrase: type it in (on the terminal: --passphrase-file).`,
    });
  }
  const bytes = Buffer.from(part.ciphertext, 'base64');
  const secret = await scryptKey(passphrase, Buffer.from(part.salt, 'base64'), part.scrypt.cost);
  try {
    const decipher = createDecipheriv('aes-256-gcm', secret, Buffer.from(part.nonce, 'base64'));
    decipher.setAAD(boundTo(key));
    decipher.setAuthTag(bytes.subarray(-16));
    return Buffer.concat([decipher.update(bytes.subarray(0, -16)), decipher.final()]);
  } catch {
    throw new AppError('forbidden', {
      'zh-CN': '口令不正确，或密钥文件已被改动。',
      en: 'The passphrase is not right, or the key file was changed.',
    });
  }
}

const locked = (file: string) =>
  new AppError('forbidden', {
    'zh-CN': `密钥 ${file} 由另一台电脑或另一个用户的系统钥匙串保护，此处无法使用。`,
    en: `The key ${file} is kept by the keychain of another computer or user and cannot be used here.`,
  });
