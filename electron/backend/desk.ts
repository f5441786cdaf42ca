import type {Profile, Session} from '../contract/desk.ts';
import {AppError, type Problem} from '../contract/errors.ts';
import type {DeskEvent, Input, MethodName, Output} from '../contract/methods.ts';
import type {Pack, PackInfo} from '../contract/pack.ts';
import type {Language, LocalText, Role, Sha256} from '../contract/values.ts';
import {checkPackText} from '../domain/pack-problems.ts';
import {createPackSearch, LARGE_PACK, type PackSearch} from '../domain/pack-search.ts';
import type {Database} from '../store/database.ts';
import {sittingProfile} from '../store/desk.ts';
import {sha256} from '../store/journal-chain.ts';
import {readContent, readPackBody} from '../store/packs.ts';
import type {KeyVault} from '../packs/key-folder.ts';
import type {DialerDoor} from './dialer-door.ts';
import type {OutcomePusher} from './outcome-pusher.ts';
import {SearchSnapshots} from './search-snapshots.ts';
import type {ShippedConduct} from './shipped-conduct.ts';
import type {ShippedLexicon} from './shipped-lexicon.ts';
import type {ShippedRules} from './shipped-rules.ts';

/** What every handler works with: the database, the clock, who is asking, and the windows to tell. */
export interface Desk {
  db: Database;
  dataFolder: string;
  host: Session['host'];
  version: string;
  now: () => Date;
  role: Role;
  /** The start's `--lang`; it outranks the setting. */
  languageFlag: Language | null;
  emit: (event: DeskEvent) => void;
  packs: PackShelf;
  /** The lists of what must not be written or said. */
  conduct: ShippedConduct;
  /** The contact rules that come with the app. */
  rules: ShippedRules;
  /** The system's keychain, where the host has one. */
  vault: KeyVault | null;
  /** Why there is none where one should be. */
  vaultNote: LocalText | null;
  /** The dialer's local address and the way back to it; null beside a window, in the terminal. */
  dialer: {door: DialerDoor; pusher: OutcomePusher} | null;
}

export type Handler<Name extends MethodName> = (desk: Desk, input: Input<Name>) => Output<Name> | Promise<Output<Name>>;

/** The handlers whose method begins with the given noun. */
export type HandlersOf<Noun extends string> = {
  [Name in Extract<MethodName, `${Noun}.${string}`>]: Handler<Name>;
};

export const timestamp = (desk: Desk): string => desk.now().toISOString();

/** The agent who sits here. */
export function currentProfile(desk: Desk): Profile | null {
  return sittingProfile(desk.db);
}

/** @throws AppError `unavailable` before the first start's questions are answered */
export function requireProfile(desk: Desk): Profile {
  const profile = currentProfile(desk);
  if (profile !== null) return profile;
  throw new AppError('unavailable', {
    'zh-CN': '请先填写坐席资料：谁坐在这里（可用 --profile FILE）。',
    en: 'Say first who sits here: fill in the profile, or start with --profile FILE.',
  });
}

function damaged({id, version}: PackInfo, problems?: Problem[]): AppError {
  return new AppError(
    'untrusted',
    {'zh-CN': `话术包 ${id}@${version} 的内容已损坏。`, en: `The content of pack ${id}@${version} is damaged.`},
    problems,
  );
}

/** Packs by content, parsed once, and the lexicon they are searched with; versions are immutable, nothing goes stale. */
export class PackShelf {
  private readonly packs = new Map<string, Pack>();
  private readonly searches = new Map<string, PackSearch>();
  private readonly db: Database;
  readonly lexicon: ShippedLexicon;
  readonly snapshots: SearchSnapshots;

  constructor(db: Database, lexicon: ShippedLexicon, dataFolder: string) {
    this.db = db;
    this.lexicon = lexicon;
    this.snapshots = new SearchSnapshots(dataFolder);
  }

  /**
   * The stored text of a pack. A call's evidence names its pack by fingerprint, so nothing else may be read under it.
   *
   * @throws AppError `untrusted` when it is no longer what was imported
   */
  body(info: PackInfo): string {
    const body = readContent(this.db, info.sha256) ?? readPackBody(this.db, info.id, info.version) ?? '';
    if (sha256(body) !== info.sha256) throw damaged(info);
    return body;
  }

  /** @throws AppError `untrusted` when what is stored is no longer what was imported, or no pack to this app */
  pack(info: PackInfo): Pack {
    const known = this.packs.get(info.sha256);
    if (known !== undefined) return known;
    const checked = checkPackText(this.body(info));
    if (checked.pack === null) throw damaged(info, checked.problems);
    this.packs.set(info.sha256, checked.pack);
    return checked.pack;
  }

  /** The search in a pack, for hosts without a window; without what a desk has learned. */
  search(info: PackInfo): PackSearch {
    const known = this.searches.get(info.sha256);
    if (known !== undefined) return known;
    const search = this.searchIn(this.pack(info), info.sha256);
    this.searches.set(info.sha256, search);
    return search;
  }

  /** A large pack's index is read from its snapshot; a terminal would build it anew for every question. */
  private searchIn(pack: Pack, sha256: Sha256): PackSearch {
    const {files, sha256: lexicon} = this.lexicon.read();
    if (pack.objections.length <= LARGE_PACK) return createPackSearch(pack, files);
    const of = {pack: sha256, lexicon};
    const snapshot = this.snapshots.read(of);
    const search = createPackSearch(pack, files, snapshot === null ? {} : {snapshot});
    if (snapshot === null || !search.index.restored) {
      try {
        this.snapshots.keep(of, search.index.snapshot());
      } catch {
        // A disk that is full: the answer is there all the same.
      }
    }
    return search;
  }
}
