import {Text} from '@mantine/core';
import {useEffect, useState} from 'react';
import {v7} from 'uuid';
import type {PackInfo} from '../../../electron/contract/pack.ts';
import {cleanText} from '../../../electron/contract/values.ts';
import {freshDocument, nextVersion} from '../../../electron/domain/draft-parts.ts';
import type {PackDocument} from '../../../electron/domain/pack-draft.ts';
import {asCallError, call, type CallError} from '../../shared/client.ts';
import {ErrorNotice} from '../../shared/error-notice.tsx';
import {useText, strings} from '../../shared/strings.ts';
import {words} from '../../shared/words.ts';
import {DraftSession} from './draft-session.ts';
import {type Chosen, PackEditor} from './pack-editor.tsx';
import {newObjection} from './sections.ts';

const texts = strings({
  failed: {'zh-CN': '无法打开草稿', en: 'The draft could not be opened'},
});

/** What the editor is opened for. */
export interface EditingTask {
  packId: string;
  /** The version a new draft begins with; null = the draft that is there. */
  from: string | null;
  /** The draft that a new one takes the place of, on purpose. */
  replaces?: number;
  /** What a customer said and nobody found: an answer to it is to be written. */
  phrasing?: string;
  /** A pack that is new, after the pattern of another one; `empty`: without its objections. */
  fresh?: {title: string; like: PackInfo; empty: boolean};
  /** A table of objections is to be imported. */
  table?: boolean;
}

interface Opened {
  session: DraftSession;
  active: {info: PackInfo; document: PackDocument} | null;
  first: Chosen;
}

async function open(task: EditingTask, packs: readonly PackInfo[]): Promise<Opened> {
  const {packId} = task;
  const info = packs.find((pack) => pack.id === packId && pack.active) ?? null;
  const active = info === null ? null : {info, document: await documentOf(packId, info.version)};
  const session = await openSession(task, packs);
  return {session, active, first: {section: 'objections', id: session.now().document.objections[0]?.id ?? null}};
}

/** The draft with a new objection for what a customer said, opened at it. */
function withPhrasing(opened: Opened, phrasing: string | undefined): Opened {
  if (phrasing === undefined) return opened;
  const {session} = opened;
  const objection = newObjection(session.now().document, v7(), phrasing);
  session.edit([{kind: 'insert', list: ['objections'], part: {...objection}, before: null}]);
  return {...opened, first: {section: 'objections', id: objection.id}};
}

/** The document as it was given: what a draft does not touch stays as it is, letter by letter. */
async function documentOf(id: string, version: string): Promise<PackDocument> {
  const {text} = await call('pack.export', {id, version});
  // As agents will read it: marks that turn the direction of writing must not show a lead another line than theirs.
  const cleaned: unknown = JSON.parse(text, (_key, part: unknown) =>
    typeof part === 'string' ? cleanText(part) : part,
  );
  return cleaned as PackDocument;
}

async function openSession(task: EditingTask, packs: readonly PackInfo[]): Promise<DraftSession> {
  const {packId, from, replaces, fresh} = task;
  const kept = (await call('draft.list', {})).some((draft) => draft.packId === packId);
  if (fresh !== undefined && !kept) {
    const {id, version} = fresh.like;
    const document = freshDocument(await documentOf(id, version), {...fresh, id: packId});
    const draft = await call('draft.begin', {text: JSON.stringify(document), basedOn: null});
    return new DraftSession(draft, document);
  }
  if (from !== null && (!kept || replaces !== undefined)) {
    const taken = packs.filter((pack) => pack.id === packId).map((pack) => pack.version);
    const document = {...(await documentOf(packId, from)), version: nextVersion(from, taken)};
    const text = JSON.stringify(document);
    const draft = await call('draft.begin', {text, basedOn: from, ...(replaces !== undefined && {replaces})});
    return new DraftSession(draft, document);
  }
  const {draft, text} = await call('draft.get', {packId});
  return new DraftSession(draft, JSON.parse(text) as PackDocument);
}

interface EditorRoomProps {
  task: EditingTask;
  packs: readonly PackInfo[];
  onClose: () => void;
  /** What to open when somebody comes back here: the draft as it is then, and nothing a second time. */
  onOpened: (task: EditingTask) => void;
  /** `publish`: whoever finished wants to publish it now. */
  onFinished: (pack: PackInfo, publish: boolean) => void;
}

/** Finds or begins the draft, then hands it to the editor. */
export function EditorRoom({task: given, packs, onClose, onOpened, onFinished}: EditorRoomProps) {
  const text = useText(texts);
  const shared = useText(words);
  const [task] = useState(given);
  const [opened, setOpened] = useState<Opened | null>(null);
  const [error, setError] = useState<CallError | null>(null);
  useEffect(() => {
    const current = {gone: false};
    open(task, packs).then(
      (ready) => {
        if (current.gone) return undefined;
        setOpened(withPhrasing(ready, task.phrasing));
        onOpened({packId: task.packId, from: null});
        return undefined;
      },
      (thrown: unknown) => {
        if (!current.gone) setError(asCallError(thrown));
      },
    );
    return () => {
      current.gone = true;
    };
    // oxlint-disable-next-line react/exhaustive-deps -- opened once: that the list of packs changes is no reason to begin again
  }, []);
  if (error !== null) return <ErrorNotice error={error} title={text.failed} onClose={onClose} />;
  if (opened === null) {
    return (
      <Text component="output" p="md">
        {shared.loading}
      </Text>
    );
  }
  return (
    <PackEditor {...opened} importing={task.table === true} packs={packs} onClose={onClose} onFinished={onFinished} />
  );
}
