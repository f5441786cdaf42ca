import type {Profile, Session} from '../contract/desk.ts';
import {AppError} from '../contract/errors.ts';
import type {DeskEvent, Input, MethodName, Output} from '../contract/methods.ts';
import type {Pack, PackInfo} from '../contract/pack.ts';
import type {Language, Role} from '../contract/values.ts';
import {checkPackText} from '../domain/pack-problems.ts';
import {createObjectionIndex, type ObjectionIndex} from '../domain/objection-index.ts';
import type {Database} from '../store/database.ts';
import {listProfiles} from '../store/desk.ts';
import {readPackBody} from '../store/packs.ts';

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
}

export type Handler<Name extends MethodName> = (desk: Desk, input: Input<Name>) => Output<Name> | Promise<Output<Name>>;

/** The handlers whose method begins with the given noun. */
export type HandlersOf<Noun extends string> = {
  [Name in Extract<MethodName, `${Noun}.${string}`>]: Handler<Name>;
};

export const timestamp = (desk: Desk): string => desk.now().toISOString();

/** The agent who sits here. */
export function currentProfile(desk: Desk): Profile | null {
  return listProfiles(desk.db)[0] ?? null;
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

/** Packs by content, parsed once; versions are immutable, so nothing here ever goes stale. */
export class PackShelf {
  private readonly packs = new Map<string, Pack>();
  private readonly indexes = new Map<string, ObjectionIndex>();
  private readonly db: Database;

  constructor(db: Database) {
    this.db = db;
  }

  /** @throws AppError `untrusted` when what is stored is no longer a pack */
  pack(info: PackInfo): Pack {
    const known = this.packs.get(info.sha256);
    if (known !== undefined) return known;
    const checked = checkPackText(readPackBody(this.db, info.id, info.version) ?? '');
    if (checked.pack === null) {
      throw new AppError(
        'untrusted',
        {
          'zh-CN': `话术包 ${info.id}@${info.version} 的内容已损坏。`,
          en: `The content of pack ${info.id}@${info.version} is damaged.`,
        },
        checked.problems,
      );
    }
    this.packs.set(info.sha256, checked.pack);
    return checked.pack;
  }

  index(info: PackInfo): ObjectionIndex {
    const known = this.indexes.get(info.sha256);
    if (known !== undefined) return known;
    const index = createObjectionIndex(this.pack(info).objections);
    this.indexes.set(info.sha256, index);
    return index;
  }
}
