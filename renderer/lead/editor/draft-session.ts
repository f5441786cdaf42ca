import {v7} from 'uuid';
import {type DraftEdit, MOST_EDITS, type PackDraftInfo} from '../../../electron/contract/pack-draft.ts';
import {type EditHistory, NO_HISTORY, remember, stepBack, stepForward} from '../../../electron/domain/edit-history.ts';
import {applyEdits, type PackDocument} from '../../../electron/domain/pack-draft.ts';
import {asCallError, call, type CallError, callOnLeave} from '../../shared/client.ts';

/** Tells the windows of one desk apart. */
const PAGE = v7();
/** A pause this long begins a new step of what can be taken back, in milliseconds. */
const PAUSE_MS = 1500;
const SAVE_AFTER_MS = 300;
const RETRY_MS = 2000;

export interface DraftState {
  document: PackDocument;
  /** As it was saved last. */
  draft: PackDraftInfo;
  history: EditHistory;
  /** `waiting`: edits that are not saved yet; `failed`: saving goes wrong and is tried again. */
  saving: 'saved' | 'waiting' | 'failed';
  error: CallError | null;
  /** Another window edited the same draft; what both did stands here. */
  merged: boolean;
  /** Another window finished the draft or threw it away. */
  gone: boolean;
}

/**
 * A draft that is being edited: what is shown is always the newest, what is not saved yet is kept until it is. Edits name
 * parts by their ids, so that those of two windows are put together instead of one being lost.
 */
export class DraftSession {
  private state: DraftState;
  private pending: DraftEdit[] = [];
  private sending = false;
  /** What another window did is still to be looked at. */
  private toldOfOther = false;
  /** How many edits go at once: one by one after a refusal, to find the one that cannot be kept. */
  private batch = MOST_EDITS;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private lastEditAt = 0;
  private readonly listeners = new Set<(edits: readonly DraftEdit[] | null) => void>();

  constructor(draft: PackDraftInfo, document: PackDocument) {
    this.state = {
      document,
      draft,
      history: NO_HISTORY,
      saving: 'saved',
      error: null,
      merged: false,
      gone: false,
    };
  }

  readonly now = (): DraftState => this.state;

  /** Hears of every change: the edits that made it, or null when the document is another one. */
  readonly subscribe = (listener: (edits: readonly DraftEdit[] | null) => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Edits that are taken back in one go; typing in one field goes on with its last step. */
  edit(edits: readonly DraftEdit[], typing = false): void {
    const at = performance.now();
    const {document, undo} = applyEdits(this.state.document, edits);
    if (undo.length === 0) return;
    const joins = typing && at - this.lastEditAt < PAUSE_MS;
    this.lastEditAt = at;
    this.take(edits, document, remember(this.state.history, {edits, undo}, joins));
  }

  /** Takes the last step back; returns what was done, to be shown. */
  undo(): readonly DraftEdit[] | null {
    return this.replay(stepBack(this.state.history));
  }

  redo(): readonly DraftEdit[] | null {
    return this.replay(stepForward(this.state.history));
  }

  private replay(step: ReturnType<typeof stepBack>): readonly DraftEdit[] | null {
    if (step === null) return null;
    this.lastEditAt = 0;
    this.take(step.edits, applyEdits(this.state.document, step.edits).document, step.history);
    return step.edits;
  }

  private take(edits: readonly DraftEdit[], document: PackDocument, history: EditHistory): void {
    for (const edit of edits) this.wait(edit);
    this.tell({document, history, saving: this.state.saving === 'failed' ? 'failed' : 'waiting'}, edits);
    this.saveSoon(SAVE_AFTER_MS);
  }

  /** Of what is typed into one field only the last text is sent. */
  private wait(edit: DraftEdit): void {
    const last = this.pending.at(-1);
    const again = edit.kind === 'set' && last?.kind === 'set' && last.path.join('\n') === edit.path.join('\n');
    if (again) this.pending[this.pending.length - 1] = edit;
    else this.pending.push(edit);
  }

  private saveSoon(ms: number): void {
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      void this.save();
    }, ms);
  }

  /** Saves what waits; when it settles, everything is saved or the state says why not. */
  async flush(): Promise<boolean> {
    while (this.sending) await new Promise((resolve) => setTimeout(resolve, 20));
    clearTimeout(this.timer);
    this.timer = undefined;
    await this.save();
    return this.pending.length === 0 && this.state.saving === 'saved';
  }

  /** One at a time sends and looks; whoever comes meanwhile leaves word, and it is seen to before this one ends. */
  private async save(): Promise<void> {
    if (this.sending || this.state.gone) return;
    this.sending = true;
    try {
      while (this.toldOfOther || this.pending.length > 0) {
        const going = this.toldOfOther ? await this.look() : await this.send();
        if (!going) return;
      }
    } finally {
      this.sending = false;
    }
  }

  /** Sends what waits, as much as goes at once. False: it is not to be gone on with now. */
  private async send(): Promise<boolean> {
    const edits = this.pending.slice(0, this.batch);
    this.pending = this.pending.slice(edits.length);
    try {
      const {packId, revision} = this.state.draft;
      const draft = await call('draft.save', {packId, revision, edits, page: PAGE});
      const saving = this.pending.length > 0 ? 'waiting' : 'saved';
      this.tell({draft, saving, error: null}, []);
      return true;
    } catch (thrown) {
      const error = asCallError(thrown);
      if (error.code === 'invalid_input' && edits.length === 1) return this.giveUp(error, edits);
      this.pending = [...edits, ...this.pending];
      return this.recover(error);
    }
  }

  /** An edit that the desk cannot keep is taken out of the page, and said so; all others stay. */
  private async giveUp(refused: CallError, edits: readonly DraftEdit[]): Promise<boolean> {
    const {packId} = this.state.draft;
    try {
      const {draft, text} = await call('draft.get', {packId});
      const {document} = applyEdits(JSON.parse(text) as PackDocument, this.pending);
      this.batch = MOST_EDITS;
      this.tell({document, draft, error: refused, saving: this.pending.length > 0 ? 'waiting' : 'saved'}, null);
      return true;
    } catch (thrown) {
      this.pending = [...edits, ...this.pending];
      return this.recover(asCallError(thrown));
    }
  }

  /** Sees what another window did. False: it cannot be seen now, or there is no draft any more. */
  private async look(): Promise<boolean> {
    this.toldOfOther = false;
    try {
      return await this.takeNewest();
    } catch {
      // Whatever is wrong, the next save tells it, and it is looked at again.
      this.toldOfOther = true;
      this.saveSoon(RETRY_MS);
      return false;
    }
  }

  /** Whether what waits may be sent again at once. */
  private async recover(error: CallError): Promise<boolean> {
    if (error.code === 'invalid_input' && this.batch > 1) {
      this.batch = 1;
      return true;
    }
    if (error.code === 'conflict' || error.code === 'not_found') {
      try {
        return await this.takeNewest();
      } catch (thrown) {
        error = asCallError(thrown);
      }
    }
    this.tell({saving: 'failed', error}, []);
    if (error.code !== 'forbidden') this.saveSoon(RETRY_MS);
    return false;
  }

  /** The draft as it is kept, with what waits here put on top of it. False: there is none any more. */
  private async takeNewest(): Promise<boolean> {
    const list = await call('draft.list', {});
    const {packId, revision, savedAt} = this.state.draft;
    const kept = list.find((draft) => draft.packId === packId);
    if (kept === undefined) {
      this.tell({gone: true, saving: 'failed', error: null}, []);
      return false;
    }
    if (kept.revision === revision && kept.savedAt === savedAt) return true;
    const {draft, text} = await call('draft.get', {packId});
    const {document} = applyEdits(JSON.parse(text) as PackDocument, this.pending);
    this.tell({document, draft, merged: true}, null);
    return true;
  }

  /** Another window saved, or ended, the draft; `revision` null: ended. */
  async heard(packId: string, revision: number | null, page: string | null): Promise<void> {
    if (packId !== this.state.draft.packId || page === PAGE) return;
    if (revision !== null && revision <= this.state.draft.revision) return;
    await this.catchUp();
  }

  /**
   * Looks for what other windows did: also for what was told before anybody listened here, or while the line was lost.
   * While a save is on its way this is only noted: its answer may be older than what was heard meanwhile.
   */
  async catchUp(): Promise<void> {
    this.toldOfOther = true;
    await this.save();
  }

  /** After the draft was ended elsewhere: keeps what stands here as a draft again. Throws `CallError`. */
  async keepAgain(): Promise<void> {
    const {document, draft} = this.state;
    const begun = await call('draft.begin', {text: JSON.stringify(document), basedOn: draft.basedOn, page: PAGE});
    this.pending = [];
    this.toldOfOther = false;
    this.tell({draft: begun, gone: false, saving: 'saved', error: null}, []);
  }

  /**
   * Ends the draft that was kept as a version. One that was edited since, here or in another window, stays: what is not in
   * the version would be nowhere. Throws `CallError`.
   */
  async finished(version: PackDocument): Promise<void> {
    while (this.sending) await new Promise((resolve) => setTimeout(resolve, 20));
    if (this.state.document !== version) return;
    clearTimeout(this.timer);
    this.pending = [];
    const {packId, revision} = this.state.draft;
    await call('draft.remove', {packId, revision, page: PAGE});
  }

  /** Said that another window's edits were put together with these. */
  mergeSeen(): void {
    this.tell({merged: false}, []);
  }

  /** The page closes or the editor does: what waits is sent on its way, whoever answers. */
  leave(): void {
    if (this.pending.length === 0 || this.state.gone) return;
    const edits = this.pending.slice(0, MOST_EDITS);
    callOnLeave('draft.save', {packId: this.state.draft.packId, edits, page: PAGE});
  }

  private tell(change: Partial<DraftState>, edits: readonly DraftEdit[] | null): void {
    this.state = {...this.state, ...change};
    for (const listener of this.listeners) listener(edits);
  }
}
