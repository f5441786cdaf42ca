import {AppError} from '../contract/errors.ts';
import type {Input} from '../contract/methods.ts';
import type {DraftEdit, PackDraftInfo} from '../contract/pack-draft.ts';
import {applyEdits, misshapen, type PackDocument} from '../domain/pack-draft.ts';
import {deletePackDraft, listPackDrafts, readDraftBody, readPackDraft, writePackDraft} from '../store/pack-drafts.ts';
import {currentProfile, type Desk, type HandlersOf, timestamp} from './desk.ts';

function requireDraft(desk: Desk, packId: string): PackDraftInfo {
  const draft = readPackDraft(desk.db, packId);
  if (draft !== null) return draft;
  throw new AppError('not_found', {
    'zh-CN': `话术包 ${packId} 没有草稿。`,
    en: `There is no draft of the pack ${packId}.`,
  });
}

const savedElsewhere = ({savedAt, savedBy, revision}: PackDraftInfo) =>
  new AppError(
    'conflict',
    {
      'zh-CN': '草稿已在别的窗口保存过。您的修改还没有保存，也没有丢失。',
      en: 'The draft was saved in another window. Your edits are not saved yet, and not lost.',
    },
    [
      {
        path: 'revision',
        message: {
          'zh-CN': `最新的是第 ${revision} 次保存：${savedAt}，${savedBy ?? '—'}`,
          en: `the newest is save ${revision}: ${savedAt}, ${savedBy ?? '—'}`,
        },
      },
    ],
  );

const noPack = (places: readonly string[]) =>
  new AppError(
    'invalid_input',
    {
      'zh-CN': '这样保存的内容不再是话术包的格式，草稿没有变化。',
      en: 'This would no longer have the form of a pack. The draft is unchanged.',
    },
    places.map((path) => ({path, message: {'zh-CN': '不符合话术包的格式', en: 'does not have the form of a pack'}})),
  );

function parseDocument(text: string): PackDocument {
  let document: unknown;
  try {
    document = JSON.parse(text.replace(/^\ufeff/, ''));
  } catch {
    throw noPack(['']);
  }
  const places = misshapen(document);
  if (places.length > 0) throw noPack(places);
  return document as PackDocument;
}

function write(desk: Desk, document: PackDocument, basedOn: string | null, revision: number): PackDraftInfo {
  const {id: packId, title, language, version} = document;
  const savedBy = currentProfile(desk)?.agentId ?? null;
  const draft = {packId, title, language, version, basedOn, revision, savedAt: timestamp(desk), savedBy};
  writePackDraft(desk.db, draft, JSON.stringify(document));
  return draft;
}

function tell(desk: Desk, packId: string, revision: number | null, page: string | undefined): void {
  desk.emit({type: 'packDraft.changed', packId, revision, page: page ?? null});
}

function begin(desk: Desk, {text, basedOn, replaces, page}: Input<'draft.begin'>): PackDraftInfo {
  const document = parseDocument(text);
  const begun = desk.db
    .transaction(() => {
      const known = readPackDraft(desk.db, document.id);
      if (known?.revision !== replaces) throw known === null ? gone(document.id) : savedElsewhere(known);
      return write(desk, document, basedOn, (replaces ?? 0) + 1);
    })
    .immediate();
  tell(desk, begun.packId, begun.revision, page);
  return begun;
}

const gone = (packId: string) =>
  new AppError('conflict', {
    'zh-CN': `话术包 ${packId} 的草稿已不在。`,
    en: `The draft of the pack ${packId} is not there any more.`,
  });

/** Parsing the document of a large pack costs more than its edits: the one that was saved last is kept. */
const LAST = new WeakMap<Desk, {draft: PackDraftInfo; document: PackDocument}>();

function documentOf(desk: Desk, {packId, revision, savedAt}: PackDraftInfo): PackDocument {
  const last = LAST.get(desk);
  const {draft} = last ?? {};
  if (last !== undefined && draft?.packId === packId && draft.revision === revision && draft.savedAt === savedAt) {
    return last.document;
  }
  return parseDocument(readDraftBody(desk.db, packId) ?? '');
}

function save(desk: Desk, {packId, revision, edits, page}: Input<'draft.save'>): PackDraftInfo {
  const saved = desk.db
    .transaction(() => {
      const known = requireDraft(desk, packId);
      if (revision !== undefined && known.revision !== revision) throw savedElsewhere(known);
      const document = editedDocument(documentOf(desk, known), edits);
      return {document, draft: write(desk, document, known.basedOn, known.revision + 1)};
    })
    .immediate();
  LAST.set(desk, saved);
  tell(desk, packId, saved.draft.revision, page);
  return saved.draft;
}

function editedDocument(document: PackDocument, edits: readonly DraftEdit[]): PackDocument {
  const {document: edited} = applyEdits(document, edits);
  const places = edited.id === document.id ? misshapen(edited, edits) : ['id'];
  if (places.length > 0) throw noPack(places);
  return edited;
}

function remove(desk: Desk, {packId, revision, page}: Input<'draft.remove'>): void {
  desk.db
    .transaction(() => {
      const known = requireDraft(desk, packId);
      if (known.revision !== revision) throw savedElsewhere(known);
      deletePackDraft(desk.db, packId);
    })
    .immediate();
  LAST.delete(desk);
  tell(desk, packId, null, page);
}

export const draftHandlers: HandlersOf<'draft'> = {
  'draft.list': (desk) => listPackDrafts(desk.db),
  'draft.get': (desk, {packId}) => {
    const draft = requireDraft(desk, packId);
    return {draft, text: readDraftBody(desk.db, packId) ?? ''};
  },
  'draft.begin': begin,
  'draft.save': save,
  'draft.remove': (desk, input) => {
    remove(desk, input);
    return {};
  },
};
