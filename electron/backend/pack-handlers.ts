import type {Database} from '../store/database.ts';
import {AppError, type Problem} from '../contract/errors.ts';
import type {Output} from '../contract/methods.ts';
import type {LintFinding} from '../contract/lint.ts';
import type {Pack, PackInfo} from '../contract/pack.ts';
import type {Id, LocalText} from '../contract/values.ts';
import {choosePack} from '../domain/pack-choice.ts';
import {diffPacks} from '../domain/pack-diff.ts';
import {createPackLinter, formatFinding} from '../domain/pack-lint.ts';
import {checkPackText} from '../domain/pack-problems.ts';
import {appendEvent} from '../store/journal.ts';
import {canonicalJson, sha256} from '../store/journal-chain.ts';
import {
  clearActivePack,
  insertPack,
  listActivePacks,
  listPacks,
  readPackByContent,
  readPackInfo,
  setActivePack,
} from '../store/packs.ts';
import {currentProfile, type Desk, type HandlersOf, timestamp} from './desk.ts';
import {deskLintSources, lintInSlices} from './linting.ts';
import {comparePacks, comparisonPage, type ReadPack as ComparedPack} from './pack-comparison.ts';
import {packNews, seePack} from './pack-news.ts';
import {knownSentences, saidInPack} from './said-in-packs.ts';
import {packFile, packTextOfTable, sheetsOfFile} from './pack-files.ts';
import {readSession} from './session-handlers.ts';

function requireInfo(db: Database, id: string, version: string): PackInfo {
  const info = readPackInfo(db, id, version);
  if (info !== null) return info;
  throw new AppError('not_found', {'zh-CN': `没有话术包 ${id}@${version}。`, en: `There is no pack ${id}@${version}.`});
}

function journal(desk: Desk, id: Id, type: string, payload: unknown): void {
  const agent = currentProfile(desk)?.agentId ?? null;
  appendEvent(desk.db, {id, callId: null, type, payload, at: timestamp(desk), agent});
}

const announce = (desk: Desk): void => desk.emit({type: 'pack.activated', packs: listActivePacks(desk.db)});

interface ReadPack {
  pack: Pack;
  /** The document as it was given, in canonical form: what the fingerprint is of, whatever defaults a later app adds. */
  body: string;
  sha256: string;
}

/** @throws AppError `invalid_input` with every problem, each with its place */
function readPackText(text: string): ReadPack {
  const {document, pack, problems} = checkPackText(text);
  if (pack === null) throw notImported(problems);
  const body = canonicalJson(document);
  return {pack, body, sha256: sha256(body)};
}

const notImported = (problems: Problem[]) =>
  new AppError(
    'invalid_input',
    {
      'zh-CN': `话术包有 ${problems.length} 处问题，未导入；当前话术包继续使用。`,
      en: `The pack has ${problems.length} problem${problems.length === 1 ? '' : 's'} and was not imported. The active pack stays active.`,
    },
    problems,
  );

const versionTaken = ({id, version}: Pack): LocalText => ({
  'zh-CN': `${id}@${version} 已存在且内容不同。版本不可更改：请提高版本号后再导入。`,
  en: `${id}@${version} already exists with other content. Versions are immutable: raise the version and import again.`,
});

/** Keeps a version that comes with the app. The same content again changes nothing. */
export const keepPack = (desk: Desk, text: string, eventId: Id): PackInfo => keep(desk, readPackText(text), eventId);

/** @throws AppError `invalid_input` for a pack that lets agents say what must not be said; what is kept already stays. */
async function importPack(desk: Desk, text: string, eventId: Id): Promise<Output<'pack.import'>> {
  const read = readPackText(text);
  if (readPackInfo(desk.db, read.pack.id, read.pack.version) !== null) {
    return {...keep(desk, read, eventId), unchecked: 0};
  }
  const {problems, unchecked} = await saidInPack(desk, read.pack, read.sha256);
  if (problems.length > 0) throw notImported(problems);
  return {...keep(desk, read, eventId), unchecked};
}

function keep(desk: Desk, {pack, body, sha256: hash}: ReadPack, eventId: Id): PackInfo {
  const known = readPackInfo(desk.db, pack.id, pack.version);
  if (known !== null) {
    if (known.sha256 === hash) return known;
    throw new AppError('conflict', versionTaken(pack));
  }
  const {id, version, title, language, jurisdiction} = pack;
  const insert = desk.db.transaction(() => {
    insertPack(
      desk.db,
      {id, version, title, language, jurisdiction, sha256: hash, body, objections: pack.objections.length},
      timestamp(desk),
    );
    journal(desk, eventId, 'pack.imported', {id, version, sha256: hash});
  });
  insert.immediate();
  return requireInfo(desk.db, id, version);
}

/** Makes a version the one that new calls use. A call in progress keeps its own. */
export function activatePack(desk: Desk, id: string, version: string, eventId: Id): PackInfo {
  const info = requireInfo(desk.db, id, version);
  if (info.active) return info;
  // What was valid when it was imported may have been damaged on disk since: read it once more before agents do.
  desk.packs.pack(info);
  const activate = desk.db.transaction(() => {
    const previous = listActivePacks(desk.db).find((active) => active.id === id)?.version ?? null;
    setActivePack(desk.db, id, version, timestamp(desk));
    journal(desk, eventId, 'pack.activated', {id, version, sha256: info.sha256, previous});
  });
  activate.immediate();
  announce(desk);
  return requireInfo(desk.db, id, version);
}

function deactivatePack(desk: Desk, id: string, eventId: Id): void {
  desk.db
    .transaction(() => {
      if (!clearActivePack(desk.db, id)) {
        throw new AppError('not_found', {
          'zh-CN': `话术包 ${id} 没有启用。`,
          en: `No version of pack ${id} is active.`,
        });
      }
      journal(desk, eventId, 'pack.deactivated', {id});
    })
    .immediate();
  announce(desk);
}

/** What a file would be and do, without keeping anything. */
async function checkAgainstActive(desk: Desk, text: string, quick: boolean): Promise<Output<'pack.check'>> {
  const {document, pack, problems} = checkPackText(text);
  const raw = (typeof document === 'object' && document !== null ? document : {}) as Record<string, unknown>;
  const title = typeof raw['title'] === 'string' ? raw['title'].slice(0, 80) : null;
  if (pack === null) {
    const findings = await lintedText(desk, document, problems);
    return {pack: null, title, problems, findings, changes: null, unchecked: 0};
  }
  const hash = sha256(canonicalJson(document));
  const active = listActivePacks(desk.db).find((info) => info.id === pack.id);
  const known = readPackInfo(desk.db, pack.id, pack.version);
  const said = known === null ? await saidInPack(desk, pack, hash) : {problems, unchecked: 0};
  return {
    pack: {id: pack.id, version: pack.version, sha256: hash},
    title,
    problems:
      known === null || known.sha256 === hash ? said.problems : [{path: 'version', message: versionTaken(pack)}],
    findings: quick
      ? createPackLinter(deskLintSources(desk)).quick(document)
      : await lintInSlices(document, deskLintSources(desk), knownSentences(desk, hash)),
    unchecked: said.unchecked,
    changes: active === undefined ? null : diffPacks(desk.packs.pack(active), pack),
  };
}

/** What the linter says of a broken file: what was wrong with its text is part of it. */
async function lintedText(desk: Desk, document: unknown, problems: readonly Problem[]): Promise<LintFinding[]> {
  const found = document === null ? [] : await lintInSlices(document, deskLintSources(desk));
  const told = new Set(found.map(({path, message}) => `${path}\n${message.en}`));
  return [...problems.filter(({path, message}) => !told.has(`${path}\n${message.en}`)).map(formatFinding), ...found];
}

function namedPack(desk: Desk, {id, version}: {id: string; version: string}): ComparedPack {
  const info = requireInfo(desk.db, id, version);
  return {pack: desk.packs.pack(info), sha256: info.sha256};
}

/** The pack that this desk's calls use, when nothing says otherwise. */
function packOfDesk(desk: Desk): PackInfo | null {
  const session = readSession(desk);
  return choosePack(listActivePacks(desk.db), session.profile?.jurisdiction ?? 'none', session.language);
}

/** The pack to look in: the named one, or the desk's own. */
function deskPack(desk: Desk, id: string | undefined): PackInfo {
  const info = id === undefined ? packOfDesk(desk) : listActivePacks(desk.db).find((candidate) => candidate.id === id);
  if (info !== null && info !== undefined) return info;
  if (id !== undefined) {
    throw new AppError('not_found', {'zh-CN': `没有启用的话术包 ${id}。`, en: `No version of pack ${id} is active.`});
  }
  throw new AppError('not_found', {
    'zh-CN': '没有启用适用于本工位的话术包。',
    en: 'No pack is active that fits the jurisdiction of this desk.',
  });
}

export const packHandlers: HandlersOf<'pack'> = {
  'pack.list': (desk) => listPacks(desk.db),
  'pack.get': (desk, {id, version, sha256: content}) => {
    const info =
      (content === undefined ? null : readPackByContent(desk.db, {id, version, sha256: content})) ??
      requireInfo(desk.db, id, version);
    return {info, pack: desk.packs.pack(info)};
  },
  'pack.search': (desk, {text, packId, limit}) => {
    const pack = deskPack(desk, packId);
    return {pack, ...desk.packs.search(pack).search(text, {}, limit)};
  },
  'pack.check': (desk, {text, quick = false}) => checkAgainstActive(desk, text, quick),
  'pack.import': (desk, {text, id}) => importPack(desk, text, id),
  'pack.export': async (desk, {id, version, as}) => {
    const info = requireInfo(desk.db, id, version);
    return {info, ...(await packFile(JSON.parse(desk.packs.body(info)) as object, as))};
  },
  'pack.readSheets': (_, {bytes}) => sheetsOfFile(Buffer.from(bytes, 'base64')),
  'pack.readTable': async (_, {bytes}) => ({text: await packTextOfTable(Buffer.from(bytes, 'base64'))}),
  'pack.activate': (desk, {id, version, eventId}) => activatePack(desk, id, version, eventId),
  'pack.deactivate': (desk, {id, eventId}) => {
    deactivatePack(desk, id, eventId);
    return {};
  },
  'pack.diff': (desk, {from, to}) => ({changes: comparePacks(namedPack(desk, from), namedPack(desk, to)).changes}),
  'pack.diffPage': (desk, {from, to, language}) => ({
    html: comparisonPage(comparePacks(namedPack(desk, from), namedPack(desk, to)), language),
  }),
  'pack.news': (desk) => {
    const active = packOfDesk(desk);
    return active === null ? null : packNews(desk, active);
  },
  'pack.seen': (desk, {eventId, ...content}) => {
    seePack(desk, eventId, content);
    return {};
  },
};
