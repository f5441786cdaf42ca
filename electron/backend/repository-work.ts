import {realpathSync} from 'node:fs';
import {basename, dirname, isAbsolute, join, relative, resolve} from 'node:path';
import {AppError, type Problem} from '../contract/errors.ts';
import type {LintFinding} from '../contract/lint.ts';
import {TeamName} from '../contract/repository.ts';
import {dayIn} from '../domain/days.ts';
import {LINTER_VERSION, type LintSources} from '../domain/pack-lint.ts';
import {checkPackText} from '../domain/pack-problems.ts';
import {KeyFolder, type KeyVault, writePrivate} from '../packs/key-folder.ts';
import {canonicalBytes, Enrolment, LARGEST} from '../packs/layout.ts';
import {addLead, type LeadChange, revokeLead} from '../packs/leads.ts';
import {openSource} from '../packs/open-source.ts';
import {openStorage} from '../packs/open-storage.ts';
import {
  type CheckedPackFile,
  type Published,
  publishPack,
  type Refreshed,
  refreshRepository,
  shareRelease,
  type Withdrawn,
  withdrawPack,
} from '../packs/publishing.ts';
import {type Created, createRepository} from '../packs/repository-creation.ts';
import type {Owner} from '../packs/repository-owner.ts';
import {type Rotation, rotateRoot} from '../packs/root-rotation.ts';
import {type Environment, isAddress} from '../packs/s3-place.ts';
import {lintInSlices, lintSources} from './linting.ts';
import {ShippedConduct} from './shipped-conduct.ts';
import {ShippedLexicon} from './shipped-lexicon.ts';
import {ShippedRules} from './shipped-rules.ts';

/** The place of a repository and whose keys are used: all that publishing takes. No desk and no role: keys are the right. */
export interface RepositoryAccess {
  /** Folder, or address of S3-compatible storage. */
  repo: string;
  /** Folder of the keys. */
  keys: string;
  passphrase?: string | undefined;
  vault?: KeyVault | undefined;
  /** Whose keys to use; left out: the first ones that the repository accepts. */
  lead?: string | undefined;
  /** Of several leads whose keys are all here, whose to use; left out: the first ones that the repository accepts. */
  prefers?: string | undefined;
  timestampDays?: number | undefined;
  /** With the credentials for S3-compatible storage; left out: the process's own. */
  env?: Environment | undefined;
  now: () => Date;
}

const sentence = (zh: string, en: string) => ({'zh-CN': zh, en});

/** Where a path really leads, also one that is not there yet. */
function realPlace(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    const above = dirname(path);
    return above === path ? path : join(realPlace(above), basename(path));
  }
}

/**
 * Desks read the whole repository, and people copy and serve it: no key may lie in it.
 *
 * @throws AppError `invalid_input`
 */
export function requireKeysOutside({repo, keys}: Pick<RepositoryAccess, 'repo' | 'keys'>): void {
  const way = relative(realPlace(resolve(repo)), realPlace(resolve(keys)));
  if (isAbsolute(way) || way.split(/[\\/]/)[0] === '..') return;
  throw new AppError(
    'invalid_input',
    sentence(
      '密钥文件夹不能放在话术库里：工位会读取整个话术库，任何人都可能拿到密钥。请另选位置。',
      'The folder of the keys must not lie in the repository: desks read all of it, and keys in it are anybody’s. Choose another place.',
    ),
  );
}

/** @throws AppError `invalid_input`; `forbidden` without credentials for the storage */
export async function ownerOf(access: RepositoryAccess): Promise<Owner> {
  const {passphrase, vault, lead, prefers, timestampDays, env = process.env, now} = access;
  if (!isAddress(access.repo)) requireKeysOutside(access);
  const storage = openStorage(access.repo, env, {now});
  const keys = await KeyFolder.open(resolve(access.keys), {passphrase, vault});
  return {storage, keys, now, lead, prefers, timestampDays};
}

/** @throws AppError `invalid_input` for what cannot be a team's name */
function requireTeamName(team: string): string {
  if (TeamName.safeParse(team).success) return team;
  throw new AppError(
    'invalid_input',
    sentence(
      `“${team}”不能用作团队代号：只能含小写字母、数字和连字符，1 至 32 位，且不能是系统保留名。`,
      `"${team}" cannot name a team: lower-case letters, digits and hyphens, 1 to 32 of them, and no reserved name.`,
    ),
  );
}

/** What an enrolment file may say of where desks read. @throws AppError `invalid_input` */
function requirePlace(from: string): void {
  openSource(from);
  if (Enrolment.shape.from.safeParse(from).success) return;
  throw new AppError('invalid_input', sentence('话术库的网址过长。', 'The address of the repository is too long.'));
}

export interface MadeRepository extends Omit<Created, 'enrolment'> {
  /** Whole path of the enrolment file: in the repository, or beside the keys when that is no folder of this computer. */
  enrolment: string;
  /** Where desks will read. */
  from: string;
}

export async function makeRepository(
  access: RepositoryAccess,
  input: {team: string; name?: string | undefined; from?: string | undefined},
): Promise<MadeRepository> {
  requireTeamName(input.team);
  if (input.from !== undefined) requirePlace(input.from);
  const owner = await ownerOf(access);
  const {storage} = owner;
  const made = await createRepository(owner, input);
  const from = input.from ?? storage.place;
  if (!isAddress(access.repo)) return {...made, from, enrolment: join(storage.place, made.enrolment)};
  const written = await storage.read(made.enrolment, LARGEST.enrolment);
  if (written === null) throw new AppError('internal');
  const folder = resolve(access.keys);
  await writePrivate(folder, made.enrolment, written.bytes.toString('utf8'));
  return {...made, from, enrolment: join(folder, made.enrolment)};
}

export async function addRepositoryLead(
  access: RepositoryAccess,
  input: {team: string; name: string},
): Promise<LeadChange> {
  return await addLead(await ownerOf(access), input);
}

export async function revokeRepositoryLead(
  access: RepositoryAccess,
  input: {team: string; name: string},
): Promise<LeadChange> {
  return await revokeLead(await ownerOf(access), input);
}

/** @param input `name`: the key that is lost or stolen; left out: every offline key is replaced */
export async function rotateRepositoryRoot(
  access: RepositoryAccess,
  input: {name?: string | undefined},
): Promise<Rotation> {
  return await rotateRoot(await ownerOf(access), input);
}

export async function refreshSignatures(access: RepositoryAccess): Promise<Refreshed> {
  return await refreshRepository(await ownerOf(access));
}

export async function shareReleaseWith(
  access: RepositoryAccess,
  input: {team: string; id: string; version: string; permille: number; groups?: string[] | undefined},
): Promise<Published> {
  return await shareRelease(await ownerOf(access), input);
}

export async function withdrawRelease(
  access: RepositoryAccess,
  input: {team: string; id: string; version: string; reason?: string | undefined},
): Promise<Withdrawn> {
  return await withdrawPack(await ownerOf(access), input);
}

export interface ReleaseInput {
  team: string;
  /** The pack file as it is. */
  text: string;
  permille: number;
  groups?: string[] | undefined;
  /** Why it is published in spite of the linter's warnings. */
  reason?: string | undefined;
}

/** Checks a pack as everywhere, signs it and publishes it. @param libraryFolder for the linter's lists */
export async function publishRelease(
  access: RepositoryAccess,
  {team, text, permille, groups, reason}: ReleaseInput,
  libraryFolder: string,
  log: (line: string) => void,
): Promise<Published> {
  const sources = lintSources(
    {
      conduct: new ShippedConduct(join(libraryFolder, 'conduct'), log),
      rules: new ShippedRules(join(libraryFolder, 'rules'), log),
      lexicon: new ShippedLexicon(join(libraryFolder, 'lexicon'), log),
    },
    dayIn('UTC', access.now().toISOString()),
  );
  return await publishChecked(access, {team, pack: await checkedForRelease(text, reason, sources), permille, groups});
}

export async function publishChecked(
  access: RepositoryAccess,
  input: {team: string; pack: CheckedPackFile; permille: number; groups?: string[] | undefined},
): Promise<Published> {
  return await publishPack(await ownerOf(access), input);
}

/** As many warnings as a release remembers, and how much of their places. */
const MOST_FINDINGS = 200;
const LONGEST_PATH = 300;

const counted = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;

const problemOf = ({path, message}: LintFinding): Problem => ({path, message});

/**
 * @throws AppError `invalid_input` with every error of the pack; with its warnings, when no reason is given for publishing
 *   in spite of them
 */
export async function checkedForRelease(
  text: string,
  reason: string | undefined,
  sources: LintSources,
): Promise<CheckedPackFile> {
  const {document, pack, problems} = checkPackText(text);
  if (pack === null) throw refused(problems);
  const findings = await lintInSlices(document, sources);
  const errors = findings.filter(({severity}) => severity === 'error');
  if (errors.length > 0) throw refused(errors.map(problemOf));
  const warnings = findings.filter(({severity}) => severity === 'warning');
  if (warnings.length > 0 && reason === undefined) {
    throw new AppError(
      'invalid_input',
      sentence(
        `话术包有 ${warnings.length} 条提醒。确认无误后请写明理由再发布（--reason）。`,
        `The pack has ${counted(warnings.length, 'warning', 'warnings')}. Give a reason to publish it in spite of them (--reason).`,
      ),
      warnings.map(problemOf),
    );
  }
  const {id, version, language, jurisdiction} = pack;
  return {
    id,
    version,
    language,
    jurisdiction,
    bytes: canonicalBytes(document),
    linter: LINTER_VERSION,
    findings: warnings.slice(0, MOST_FINDINGS).map(({rule, path}) => ({rule, path: path.slice(0, LONGEST_PATH)})),
    reason,
  };
}

const refused = (problems: Problem[]) =>
  new AppError(
    'invalid_input',
    sentence(
      `话术包有 ${problems.length} 处错误，未发布。`,
      `The pack has ${counted(problems.length, 'error', 'errors')} and was not published.`,
    ),
    problems.slice(0, 200),
  );
