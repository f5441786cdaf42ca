import {Alert, Button, Text} from '@mantine/core';
import {useState} from 'react';
import {v7} from 'uuid';
import type {PackInfo} from '../../electron/contract/pack.ts';
import {asCallError, call, type CallError} from '../shared/client.ts';
import {ErrorNotice} from '../shared/error-notice.tsx';
import {strings, useText} from '../shared/strings.ts';
import {useNewest} from '../shared/use-newest.ts';
import {words} from '../shared/words.ts';
import {type Candidate, checkFile, ImportPanel} from './import-panel.tsx';
import {EditorRoom, type EditingTask} from './editor/editor-room.tsx';
import './lead.css';
import {DraftPanel, NewPack} from './new-pack.tsx';
import {PackContents} from './pack-contents.tsx';
import {PackList} from './pack-list.tsx';
import {activeOf, isOlder, nameOf, useDrafts, usePacks} from './use-packs.ts';
import {VersionPanel} from './version-panel.tsx';

const texts = strings({
  checks: {'zh-CN': '检查、变化与启用', en: 'Check, changes and activation'},
  notRead: {'zh-CN': '无法读取话术包', en: 'The packs could not be read'},
  notChecked: {'zh-CN': '没有导入', en: 'Not imported'},
  checking: {'zh-CN': '正在检查文件…', en: 'Checking the file…'},
  nothing: {'zh-CN': '左侧选择一个版本，查看内容和变化。', en: 'Choose a version on the left to see what is in it.'},
  onlyDraft: {
    'zh-CN': '草稿的内容在编辑器里；成为版本以后显示在这里。',
    en: 'What is in a draft stands in the editor; once it is a version it stands here.',
  },
  activated: (name: string) => ({'zh-CN': `${name} 已启用。`, en: `${name} is active.`}),
  deactivated: (name: string) => ({'zh-CN': `${name} 已停用。`, en: `${name} was deactivated.`}),
  imported: (name: string) => ({'zh-CN': `${name} 已导入，尚未启用。`, en: `${name} was imported, not yet activated.`}),
  publish: {'zh-CN': '去发布…', en: 'Go on to publish…'},
  undo: (name: string) => ({'zh-CN': `退回到 ${name}`, en: `Go back to ${name}`}),
  undoOff: (name: string) => ({'zh-CN': `重新启用 ${name}`, en: `Activate ${name} again`}),
});

/** What was just done, with the one step that takes it back. */
interface Done {
  kind: 'activated' | 'deactivated' | 'imported';
  pack: PackInfo;
  back: PackInfo | null;
}

interface PacksRoomProps {
  /** What the editor is open for; null while it is not. */
  task: EditingTask | null;
  onTask: (task: EditingTask | null) => void;
  /** Goes to where this version is published. */
  onPublish: (name: string) => void;
}

/** Packs at left, the chosen version in the middle, its check and changes at right. */
export function PacksRoom({task, onTask, onPublish}: PacksRoomProps) {
  const text = useText(texts);
  const shared = useText(words);
  const packs = usePacks();
  const drafts = useDrafts();
  const [chosenName, setChosenName] = useState<string | null>(null);
  /** Instead of a version: the form for a new pack, or the draft of one, by its id. */
  const [beside, setBeside] = useState<'new' | {draft: string} | null>(null);
  const [candidate, setCandidate] = useState<Candidate | null>(null);
  const [checking, setChecking] = useState(false);
  const newest = useNewest();
  const [error, setError] = useState<CallError | null>(null);
  const [done, setDone] = useState<Done | null>(null);

  if (packs.value === null) {
    return packs.error === null ? (
      <Text component="output" p="md">
        {shared.loading}
      </Text>
    ) : (
      <ErrorNotice error={packs.error} title={text.notRead} onRetry={packs.again} />
    );
  }
  const list = packs.value;
  const chosen =
    list.find((pack) => nameOf(pack) === chosenName) ?? list.find((pack) => pack.active) ?? list[0] ?? null;

  const fresh = drafts.filter(({packId}) => !list.some((pack) => pack.id === packId));
  const draftBeside = fresh.find(({packId}) => typeof beside === 'object' && packId === beside?.draft) ?? null;
  const putAside = (what: typeof beside) => {
    newest();
    setChecking(false);
    setBeside(what);
    setCandidate(null);
    setError(null);
    setDone(null);
  };
  const takeFile = async (file: File) => {
    setBeside(null);
    setCandidate(null);
    setError(null);
    setDone(null);
    setChecking(true);
    const isNewest = newest();
    try {
      const checked = await checkFile(file);
      if (isNewest()) setCandidate(checked);
    } catch (thrown) {
      if (isNewest()) setError(asCallError(thrown));
    } finally {
      if (isNewest()) setChecking(false);
    }
  };
  const activate = async (pack: PackInfo) => {
    const before = activeOf(list, pack.id) ?? null;
    await call('pack.activate', {id: pack.id, version: pack.version, eventId: v7()});
    packs.again();
    setChosenName(nameOf(pack));
    const back = before !== null && isOlder(before, pack) ? before : null;
    setDone({kind: 'activated', pack, back});
  };
  const deactivate = async (pack: PackInfo) => {
    await call('pack.deactivate', {id: pack.id, eventId: v7()});
    packs.again();
    setDone({kind: 'deactivated', pack, back: pack});
  };
  const takeIn = async (pack: PackInfo, andActivate: boolean) => {
    // Activated before the panel closes: if that fails, its words stand beside the file they are about.
    if (andActivate && !pack.active) await activate(pack);
    else {
      packs.again();
      setChosenName(nameOf(pack));
      setDone({kind: 'imported', pack, back: null});
    }
    // Another file may have been chosen by now.
    setCandidate((now) => (now?.id === candidate?.id ? null : now));
  };
  const takeBack = async (pack: PackInfo) => {
    try {
      await activate(pack);
    } catch (thrown) {
      setError(asCallError(thrown));
    }
  };
  const choose = (pack: PackInfo) => {
    setChosenName(nameOf(pack));
    putAside(null);
  };
  const candidateActive = candidate?.packId == null ? null : (activeOf(list, candidate.packId) ?? null);
  const finished = (pack: PackInfo, publish: boolean) => {
    onTask(null);
    if (publish) {
      onPublish(nameOf(pack));
      return;
    }
    packs.again();
    setChosenName(nameOf(pack));
    setDone({kind: 'imported', pack, back: null});
  };
  if (task !== null) {
    return <EditorRoom task={task} packs={list} onClose={() => onTask(null)} onOpened={onTask} onFinished={finished} />;
  }
  const chosenActive = chosen === null ? null : (activeOf(list, chosen.id) ?? null);

  return (
    <div className="packs">
      <PackList
        packs={list}
        chosen={draftBeside === null ? chosen : null}
        chosenDraft={draftBeside?.packId ?? null}
        onChoose={choose}
        onFile={(file) => void takeFile(file)}
        drafts={fresh}
        onDraft={({packId}) => putAside({draft: packId})}
        onNew={chosen === null ? null : () => putAside('new')}
      />
      <aside className="packs-checks" aria-label={text.checks}>
        <output className="packs-done">
          {checking && <Text size="sm">{text.checking}</Text>}
          {done !== null && (
            <Alert color="teal">
              <Text size="sm">✓ {text[done.kind](nameOf(done.pack))}</Text>
              {done.kind === 'imported' && (
                <Button mt={6} variant="default" onClick={() => onPublish(nameOf(done.pack))}>
                  {text.publish}
                </Button>
              )}
              {done.back !== null && (
                <Button mt={6} variant="default" onClick={() => done.back !== null && void takeBack(done.back)}>
                  {done.kind === 'activated' ? text.undo(nameOf(done.back)) : text.undoOff(nameOf(done.back))}
                </Button>
              )}
            </Alert>
          )}
        </output>
        {error !== null && <ErrorNotice error={error} title={text.notChecked} onClose={() => setError(null)} />}
        {candidate !== null && (
          <ImportPanel
            key={candidate.id}
            candidate={candidate}
            active={candidateActive}
            known={
              list.find((pack) => candidate.check.pack !== null && nameOf(pack) === nameOf(candidate.check.pack)) ??
              null
            }
            onClose={() => setCandidate(null)}
            onImported={takeIn}
          />
        )}
        {beside === 'new' && chosen !== null && (
          <NewPack
            like={chosen}
            packs={list}
            drafts={drafts}
            onEdit={(begun) => {
              // Closed again, the editor leaves its draft in sight.
              setBeside({draft: begun.packId});
              onTask(begun);
            }}
            onClose={() => setBeside(null)}
          />
        )}
        {draftBeside !== null && (
          <DraftPanel key={draftBeside.packId} draft={draftBeside} onEdit={onTask} onGone={() => setBeside(null)} />
        )}
        {candidate === null && beside !== 'new' && draftBeside === null && chosen !== null && (
          <VersionPanel
            key={`${nameOf(chosen)} ${chosenActive?.sha256 ?? ''}`}
            info={chosen}
            active={chosenActive}
            versions={list.filter((pack) => pack.id === chosen.id)}
            inUse={list.filter((pack) => pack.active)}
            onActivate={activate}
            onDeactivate={deactivate}
            draft={drafts.find((draft) => draft.packId === chosen.id) ?? null}
            onEdit={onTask}
          />
        )}
      </aside>
      {chosen === null || draftBeside !== null ? (
        <section className="packs-content">
          <Text size="sm">{draftBeside === null ? text.nothing : text.onlyDraft}</Text>
        </section>
      ) : (
        <PackContents key={nameOf(chosen)} info={chosen} />
      )}
    </div>
  );
}
