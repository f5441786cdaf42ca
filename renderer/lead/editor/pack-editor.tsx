import {Alert, Button, Group, Tabs, Text, Title} from '@mantine/core';
import {type KeyboardEvent, useCallback, useEffect, useMemo, useRef, useState} from 'react';
import {v7} from 'uuid';
import type {LintFinding} from '../../../electron/contract/lint.ts';
import type {PackInfo} from '../../../electron/contract/pack.ts';
import type {DraftEdit} from '../../../electron/contract/pack-draft.ts';
import {copyOfPart} from '../../../electron/domain/draft-parts.ts';
import type {PackDocument} from '../../../electron/domain/pack-draft.ts';
import {asCallError, type CallError} from '../../shared/client.ts';
import {ErrorNotice} from '../../shared/error-notice.tsx';
import {clockTime} from '../../shared/format.ts';
import {useDeskEvents, useSession} from '../../shared/session.tsx';
import {strings, useLanguage, useText} from '../../shared/strings.ts';
import {type Editing, EditingContext, element, ROOT, useDraftState, useEditing, within} from './draft-context.tsx';
import type {DraftSession} from './draft-session.ts';
import './editor.css';
import {partWords} from './editor-words.ts';
import {FinishPanel} from './finish-panel.tsx';
import {FindingsPanel} from './findings-panel.tsx';
import {PartForm} from './part-form.tsx';
import {PartList} from './part-list.tsx';
import {PreviewPanel} from './preview-panel.tsx';
import {SearchPreview} from './search-preview.tsx';
import {SheetImport} from './sheet-import/sheet-import.tsx';
import {LISTS, type ListName, SECTION_LABELS, type SectionName, SECTIONS} from './sections.ts';
import {useDraftWorker} from './use-draft-worker.ts';

const texts = strings({
  editing: (title: string) => ({'zh-CN': `编辑：${title}`, en: `Editing ${title}`}),
  basedOn: (version: string) => ({'zh-CN': `基于 ${version}`, en: `based on ${version}`}),
  fresh: {'zh-CN': '新话术包', en: 'a new pack'},
  sections: {'zh-CN': '话术包的部分', en: 'Parts of the pack'},
  parts: {'zh-CN': '部分与列表', en: 'Parts and lists'},
  form: {'zh-CN': '编辑', en: 'Edit'},
  side: {'zh-CN': '预览、检查与搜索', en: 'Preview, findings and search'},
  saved: (at: string) => ({'zh-CN': `✓ ${at} 已保存`, en: `✓ Saved ${at}`}),
  saving: {'zh-CN': '正在保存…', en: 'Saving…'},
  notSaved: {'zh-CN': '⚠ 还没有保存，正在重试', en: '⚠ Not saved yet, trying again'},
  undo: {'zh-CN': '撤销', en: 'Undo'},
  redo: {'zh-CN': '重做', en: 'Redo'},
  undone: {'zh-CN': '已撤销', en: 'Undone'},
  redone: {'zh-CN': '已重做', en: 'Done again'},
  nothingToUndo: {'zh-CN': '没有可撤销的', en: 'Nothing to undo'},
  finish: {'zh-CN': '完成…', en: 'Finish…'},
  table: {'zh-CN': '导入表格…', en: 'Import a table…'},
  close: {'zh-CN': '关闭，保留草稿', en: 'Close, keep the draft'},
  preview: {'zh-CN': '预览', en: 'Preview'},
  findings: {'zh-CN': '检查', en: 'Findings'},
  search: {'zh-CN': '搜索', en: 'Search'},
  copy: {'zh-CN': '复制', en: 'Duplicate'},
  remove: {'zh-CN': '删除', en: 'Delete'},
  removed: (name: string) => ({
    'zh-CN': `${name} 已删除。Ctrl+Z 撤销。`,
    en: `${name} was deleted. Ctrl+Z takes it back.`,
  }),
  choose: {'zh-CN': '在左侧选择一项来编辑。', en: 'Choose one on the left to edit it.'},
  empty: {'zh-CN': '这里还没有内容：在左侧添加。', en: 'Nothing here yet: add it on the left.'},
  emptyObjections: {
    'zh-CN': '还没有异议：在左侧添加，或用上面的“导入表格…”从自己的表格导入。',
    en: 'No objections yet: add them on the left, or take them out of your own table with “Import a table…” above.',
  },
  merged: {
    'zh-CN': '这份草稿同时在别的窗口被修改；两边的修改都在这里。',
    en: 'This draft was also edited in another window; the edits of both stand here.',
  },
  gone: {
    'zh-CN': '这份草稿已在别的窗口完成或删除。这里的内容还在。',
    en: 'This draft was finished or deleted in another window. What stands here is still here.',
  },
  keepAgain: {'zh-CN': '重新保存为草稿', en: 'Keep it as a draft again'},
  ok: {'zh-CN': '知道了', en: 'All right'},
  failed: {'zh-CN': '草稿没有保存', en: 'The draft was not saved'},
});

/** What is open in the middle. */
export interface Chosen {
  section: SectionName;
  id: string | null;
}

interface PackEditorProps {
  session: DraftSession;
  packs: readonly PackInfo[];
  active: {info: PackInfo; document: PackDocument} | null;
  first: Chosen;
  /** The import of a table is open at first. */
  importing: boolean;
  onClose: () => void;
  onFinished: (pack: PackInfo, publish: boolean) => void;
}

/** The lead's editor: the parts at left, one of them in the middle, and at right what agents will see and what is wrong. */
export function PackEditor({session, packs, active, first, importing, onClose, onFinished}: PackEditorProps) {
  const text = useText(texts);
  const language = useLanguage();
  const {session: desk, connection} = useSession();
  const zone = desk.profile?.timeZone ?? 'UTC';
  const state = useDraftState(session);
  const {document, draft, history, merged, gone, error} = state;
  const [chosen, setChosen] = useState<Chosen>(first);
  const [side, setSide] = useState<string | null>('preview');
  const [panel, setPanel] = useState<'parts' | 'table' | 'finish'>(importing ? 'table' : 'parts');
  const [imported, setImported] = useState<string | null>(null);
  const tableButton = useRef<HTMLButtonElement>(null);
  const [heard, setHeard] = useState('');
  const [keepError, setKeepError] = useState<CallError | null>(null);
  const checks = useDraftWorker(session, active?.document ?? null, zone);
  const byPlace = useMemo(() => Map.groupBy(checks.findings, ({path}) => path), [checks.findings]);
  // The same words twice are said twice.
  const announce = useCallback((words: string) => setHeard((before) => (before === words ? `${words} ` : words)), []);
  const editing = useMemo<Editing>(() => ({session, findings: byPlace, announce}), [session, byPlace, announce]);

  useDeskEvents((event) => {
    if (event.type === 'packDraft.changed') void session.heard(event.packId, event.revision, event.page);
  });
  useEffect(() => {
    const leave = () => session.leave();
    window.addEventListener('pagehide', leave);
    return () => {
      window.removeEventListener('pagehide', leave);
      void session.flush();
    };
  }, [session]);
  useEffect(() => {
    // Whatever other windows did before this one listened, or while the line was lost, was told to nobody here.
    if (connection === 'open') void session.catchUp();
  }, [connection, session]);

  const show = (edits: readonly DraftEdit[] | null, words: string) => {
    const place = edits === null ? null : placeOf(edits);
    if (place !== null) setChosen(place);
    announce(edits === null ? text.nothingToUndo : words);
  };
  const undo = () => show(session.undo(), text.undone);
  const redo = () => show(session.redo(), text.redone);
  const onKeyDown = (event: KeyboardEvent) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.nativeEvent.isComposing) return;
    const key = event.key.toLowerCase();
    if (key !== 'z' && key !== 'y') return;
    // What is typed there is no part of the draft either.
    if (panel === 'table') return;
    // A search box is no part of the draft: its own undo is meant.
    if (event.target instanceof HTMLInputElement && event.target.type === 'search') return;
    event.preventDefault();
    if (key === 'y' || event.shiftKey) redo();
    else undo();
  };
  const chooseInList = useCallback((id: string) => setChosen((before) => ({...before, id})), []);
  const jump = useJump(setChosen);
  const saveWords =
    state.saving === 'saved'
      ? text.saved(clockTime(draft.savedAt, language, zone))
      : state.saving === 'waiting'
        ? text.saving
        : text.notSaved;

  return (
    <EditingContext value={editing}>
      {/* Keys of the whole draft; each thing in it has its own. */}
      <div className="editor" role="presentation" onKeyDown={onKeyDown}>
        <header className="editor-bar">
          <Title order={2}>{text.editing(document.title)}</Title>
          <Text size="sm" c="dimmed" className="tabular">
            {document.version} · {draft.basedOn === null ? text.fresh : text.basedOn(draft.basedOn)}
          </Text>
          <Text size="sm" component="span" className="tabular editor-saved" data-saving={state.saving}>
            {saveWords}
          </Text>
          <Group gap="xs" ms="auto">
            <Button variant="default" size="compact-md" disabled={history.done.length === 0} onClick={undo}>
              {text.undo} <kbd>Ctrl+Z</kbd>
            </Button>
            <Button variant="default" size="compact-md" disabled={history.undone.length === 0} onClick={redo}>
              {text.redo} <kbd>Ctrl+Shift+Z</kbd>
            </Button>
            <Button variant="default" size="compact-md" onClick={onClose}>
              {text.close}
            </Button>
            <Button
              ref={tableButton}
              variant="default"
              size="compact-md"
              disabled={gone || panel === 'table'}
              onClick={() => setPanel('table')}
            >
              {text.table}
            </Button>
            <Button size="compact-md" disabled={gone || panel === 'finish'} onClick={() => setPanel('finish')}>
              {text.finish}
            </Button>
          </Group>
        </header>
        {(merged || gone || error !== null) && (
          <div className="editor-notices">
            {merged && !gone && (
              <Alert color="orange" role="alert" p="xs">
                <Group gap="xs">
                  <Text size="sm">{text.merged}</Text>
                  <Button size="compact-sm" variant="default" onClick={() => session.mergeSeen()}>
                    {text.ok}
                  </Button>
                </Group>
              </Alert>
            )}
            {gone && (
              <Alert color="orange" role="alert" p="xs">
                <Group gap="xs">
                  <Text size="sm">{text.gone}</Text>
                  <Button
                    size="compact-sm"
                    variant="default"
                    onClick={() => {
                      session.keepAgain().catch((thrown: unknown) => setKeepError(asCallError(thrown)));
                    }}
                  >
                    {text.keepAgain}
                  </Button>
                </Group>
              </Alert>
            )}
            {error !== null && <ErrorNotice error={error} title={text.failed} />}
            {keepError !== null && (
              <ErrorNotice error={keepError} title={text.failed} onClose={() => setKeepError(null)} />
            )}
          </div>
        )}
        {imported !== null && <ImportedNotice key={imported} words={imported} onClose={() => setImported(null)} />}
        {panel === 'table' && (
          <SheetImport
            onBack={() => {
              setPanel('parts');
              requestAnimationFrame(() => tableButton.current?.focus());
            }}
            onImported={(said, id) => {
              setPanel('parts');
              setImported(said);
              setChosen({section: 'objections', id});
            }}
          />
        )}
        {panel === 'finish' && (
          <FinishPanel
            session={session}
            packs={packs}
            active={active?.info ?? null}
            onBack={() => setPanel('parts')}
            onJump={(finding) => {
              setPanel('parts');
              jump(document, finding);
            }}
            onFinished={onFinished}
          />
        )}
        {panel === 'parts' && (
          <div className="editor-columns">
            <nav className="editor-parts" aria-label={text.parts}>
              <Sections
                chosen={chosen.section}
                onChoose={(section) => setChosen({section, id: firstOf(document, section)})}
              />
              {chosen.section !== 'pack' && (
                <PartList key={chosen.section} list={chosen.section} chosen={chosen.id} onChoose={chooseInList} />
              )}
            </nav>
            <section className="editor-form" aria-label={text.form}>
              <Middle chosen={chosen} onChoose={setChosen} announce={announce} />
            </section>
            <aside className="editor-side" aria-label={text.side}>
              <Tabs value={side} onChange={setSide} keepMounted={false} className="pack-tabs">
                <Tabs.List>
                  <Tabs.Tab value="preview">{text.preview}</Tabs.Tab>
                  <Tabs.Tab value="findings">
                    {text.findings} <span className="tabular">{checks.findings.length}</span>
                  </Tabs.Tab>
                  <Tabs.Tab value="search">{text.search}</Tabs.Tab>
                </Tabs.List>
                <Tabs.Panel value="preview" className="pack-panel packs-scroll" tabIndex={0}>
                  <PreviewPanel section={chosen.section} chosen={chosen.id} />
                </Tabs.Panel>
                <Tabs.Panel value="findings" className="pack-panel packs-scroll" tabIndex={0}>
                  <FindingsPanel checks={checks} onJump={(finding) => jump(document, finding)} />
                </Tabs.Panel>
                <Tabs.Panel value="search" className="pack-panel packs-scroll" tabIndex={0}>
                  <SearchPreview
                    checks={checks}
                    active={active?.info.version ?? null}
                    onChoose={(id) => setChosen({section: 'objections', id})}
                  />
                </Tabs.Panel>
              </Tabs>
            </aside>
          </div>
        )}
        <output className="only-heard" aria-live="polite">
          {heard}
        </output>
      </div>
    </EditingContext>
  );
}

/** What an import did; it has the focus, so that whoever listens hears it and goes on from there. */
function ImportedNotice({words, onClose}: {words: string; onClose: () => void}) {
  const text = useText(texts);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus(), []);
  return (
    <div className="editor-notices">
      <Alert ref={box} color="teal" role="status" p="xs" tabIndex={-1}>
        <Group gap="xs">
          <Text size="sm">{words}</Text>
          <Button size="compact-sm" variant="default" onClick={onClose}>
            {text.ok}
          </Button>
        </Group>
      </Alert>
    </div>
  );
}

const firstOf = (document: PackDocument, section: SectionName): string | null =>
  section === 'pack' ? null : (document[section]?.[0]?.id ?? null);

/** The part that edits touch, to be shown: the whole one, not the line in it. */
function placeOf(edits: readonly DraftEdit[]): Chosen | null {
  const [edit] = edits;
  if (edit === undefined) return null;
  const path = edit.kind === 'set' ? edit.path : [...edit.list, edit.kind === 'insert' ? edit.part.id : edit.id];
  const [list, id] = path;
  if (!(LISTS as readonly (string | undefined)[]).includes(list)) return {section: 'pack', id: null};
  return {section: list as ListName, id: id ?? null};
}

/** Opens the part that a finding is about, and puts the focus on its field where it has one. */
function useJump(setChosen: (chosen: Chosen) => void) {
  const wanted = useRef<string | null>(null);
  useEffect(() => {
    const place = wanted.current;
    if (place === null) return;
    wanted.current = null;
    requestAnimationFrame(() => focusPlace(place));
  });
  return (document: PackDocument, {path}: LintFinding) => {
    const match = /^([a-zA-Z]+)(?:\[(\d+)\]|$)/.exec(path);
    const list = match?.[1] as ListName | undefined;
    wanted.current = path;
    if (list === undefined || !LISTS.includes(list)) return setChosen({section: 'pack', id: null});
    return setChosen({section: list, id: document[list]?.[Number(match?.[2])]?.id ?? null});
  };
}

/** The field at a place, or the first one in the part around it. */
function focusPlace(place: string): void {
  for (let at = place; at !== ''; at = at.replace(/(\.[^.[\]]+|\[\d+\])$|^[^.[\]]+$/, '')) {
    const field = globalThis.document.querySelector<HTMLElement>(
      `[data-place="${CSS.escape(at)}"], [data-place^="${CSS.escape(at)}."], [data-place^="${CSS.escape(at)}["]`,
    );
    if (field !== null) {
      field.focus();
      field.scrollIntoView({block: 'center'});
      return;
    }
  }
}

interface SectionsProps {
  chosen: SectionName;
  onChoose: (section: SectionName) => void;
}

function Sections({chosen, onChoose}: SectionsProps) {
  const text = useText(texts);
  const language = useLanguage();
  return (
    <div className="sections" role="group" aria-label={text.sections}>
      {[...LISTS, 'pack' as const].map((section) => (
        <button key={section} type="button" aria-pressed={section === chosen} onClick={() => onChoose(section)}>
          {SECTION_LABELS[section][language]}
        </button>
      ))}
    </div>
  );
}

interface MiddleProps {
  chosen: Chosen;
  onChoose: (chosen: Chosen) => void;
  announce: (words: string) => void;
}

/** The chosen part with its fields, and what can be done with it as a whole. */
function Middle({chosen: {section, id}, onChoose, announce}: MiddleProps) {
  const text = useText(texts);
  const {untitled} = useText(partWords);
  const {session} = useEditing();
  const {document} = useDraftState(session);
  if (section === 'pack') {
    return (
      <>
        <Title order={3} size="h2" lang={document.language}>
          {document.title.trim() === '' ? untitled : document.title}
        </Title>
        <div className="editor-fields">
          <PartForm section="pack" part={null} of={ROOT} onChoose={onChoose} />
        </div>
      </>
    );
  }
  const parts: readonly {id: string}[] = document[section] ?? [];
  const at = parts.findIndex((part) => part.id === id);
  const part = parts[at];
  if (part === undefined) {
    const none = section === 'objections' ? text.emptyObjections : text.empty;
    return <Text size="sm">{parts.length === 0 ? none : text.choose}</Text>;
  }
  const {nameOf, letter, least} = SECTIONS[section] as {
    nameOf: (part: unknown) => string;
    letter: string;
    least: number;
  };
  const next = parts[at + 1]?.id ?? null;
  const copy = () => {
    const made = copyOfPart(part, v7, letter);
    session.edit([{kind: 'insert', list: [section], part: {...made}, before: next}]);
    onChoose({section, id: made.id});
  };
  const remove = () => {
    session.edit([{kind: 'remove', list: [section], id: part.id}]);
    onChoose({section, id: next ?? parts[at - 1]?.id ?? null});
    announce(text.removed(nameOf(part)));
  };
  return (
    <>
      <Group justify="space-between" wrap="nowrap" align="baseline">
        <Title order={3} size="h2" lang={document.language}>
          {nameOf(part).trim() === '' ? untitled : nameOf(part)}{' '}
          <Text span size="xs" c="dimmed" ff="monospace">
            {part.id}
          </Text>
        </Title>
        <Group gap={4} wrap="nowrap">
          {section !== 'slots' && section !== 'rules' && (
            <Button size="compact-sm" variant="default" onClick={copy}>
              {text.copy}
            </Button>
          )}
          <Button size="compact-sm" variant="default" disabled={parts.length <= least} onClick={remove}>
            {text.remove}
          </Button>
        </Group>
      </Group>
      <div className="editor-fields">
        <PartForm
          key={part.id}
          section={section}
          part={part}
          of={element(within(ROOT, section), part.id, at)}
          onChoose={onChoose}
        />
      </div>
    </>
  );
}
