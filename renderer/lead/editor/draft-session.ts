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

  private async save(): Promise<void> {
    if (this.sending || this.state.gone) return;
    this.sending = true;
    try {
      while (this.pending.length > 0) {
        const edits = this.pending.slice(0, this.batch);
        this.pending = this.pending.slice(edits.length);
        try {
          const {packId, revision} = this.state.draft;
          const draft = await call('draft.save', {packId, revision, edits, page: PAGE});
          const saving = this.pending.length > 0 ? 'waiting' : 'saved';
          this.tell({draft, saving, error: null}, []);
        } catch (thrown) {
          const error = asCallError(thrown);
          if (error.code === 'invalid_input' && edits.length === 1) {
            await this.giveUp(error);
          } else {
            this.pending = [...edits, ...this.pending];
            if (!(await this.recover(error))) return;
          }
        }
      }
    } finally {
      this.sending = false;
    }
  }

  /** An edit that the desk cannot keep is taken out of the page, and said so; all others stay. */
  private async giveUp(error: CallError): Promise<void> {
    const {packId} = this.state.draft;
    const {draft, text} = await call('draft.get', {packId});
    const {document} = applyEdits(JSON.parse(text) as PackDocument, this.pending);
    this.batch = MOST_EDITS;
    this.tell({document, draft, error, saving: this.pending.length > 0 ? 'waiting' : 'saved'}, null);
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
    const {packId, revision} = this.state.draft;
    const kept = list.find((draft) => draft.packId === packId);
    if (kept === undefined) {
      this.tell({gone: true, saving: 'failed', error: null}, []);
      return false;
    }
    if (kept.revision === revision) return true;
    const {draft, text} = await call('draft.get', {packId});
    const {document} = applyEdits(JSON.parse(text) as PackDocument, this.pending);
    this.tell({document, draft, merged: true}, null);
    return true;
  }

  /** Another window saved, or ended, the draft. */
  async heard(packId: string, revision: number | null, page: string | null): Promise<void> {
    if (packId !== this.state.draft.packId || page === PAGE || this.state.gone) return;
    if (revision !== null && revision <= this.state.draft.revision) return;
    // A save that is on its way learns the same by its refusal.
    if (this.sending) return;
    this.sending = true;
    try {
      await this.takeNewest();
    } catch {
      // Whatever is wrong, the next save tells it.
    } finally {
      this.sending = false;
    }
    if (this.pending.length > 0) this.saveSoon(0);
  }

  /** After the draft was ended elsewhere: keeps what stands here as a draft again. Throws `CallError`. */
  async keepAgain(): Promise<void> {
    const {document, draft} = this.state;
    const begun = await call('draft.begin', {text: JSON.stringify(document), basedOn: draft.basedOn, page: PAGE});
    this.pending = [];
    this.tell({draft: begun, gone: false, saving: 'saved', error: null}, []);
  }

  /** Ends the draft. Throws `CallError`. */
  async remove(): Promise<void> {
    clearTimeout(this.timer);
    while (this.sending) await new Promise((resolve) => setTimeout(resolve, 20));
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
