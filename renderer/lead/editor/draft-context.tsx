import {createContext, use, useSyncExternalStore} from 'react';
import type {LintFinding} from '../../../electron/contract/lint.ts';
import type {DraftEdit} from '../../../electron/contract/pack-draft.ts';
import type {PackDocument} from '../../../electron/domain/pack-draft.ts';
import type {DraftSession, DraftState} from './draft-session.ts';

/** Where a part of the pack stands: by ids for edits, by numbers for findings. */
export interface Spot {
  /** `['objections', 'forgot', 'answers', 'firm']` */
  path: readonly string[];
  /** `objections[0].answers.firm` */
  place: string;
}

export const ROOT: Spot = {path: [], place: ''};

/** A field of a part, or a list in it. */
export const within = ({path, place}: Spot, key: string): Spot => ({
  path: [...path, key],
  place: place === '' ? key : `${place}.${key}`,
});

/** An element of a list. */
export const element = ({path, place}: Spot, id: string, index: number): Spot => ({
  path: [...path, id],
  place: `${place}[${index}]`,
});

/** What the parts of the editor share. */
export interface Editing {
  session: DraftSession;
  /** What is found at a place and nowhere deeper. */
  findings: ReadonlyMap<string, readonly LintFinding[]>;
  /** Says something to who listens instead of looking. */
  announce: (words: string) => void;
}

export const EditingContext = createContext<Editing | null>(null);

export function useEditing(): Editing {
  const editing = use(EditingContext);
  if (editing === null) throw new Error('useEditing needs a pack editor around it');
  return editing;
}

export function useDraftState(session: DraftSession): DraftState {
  return useSyncExternalStore(session.subscribe, session.now);
}

/** The document as it stands, and what edits it. */
export function useDocument(): {document: PackDocument; edit: (edits: readonly DraftEdit[], typing?: boolean) => void} {
  const {session} = useEditing();
  const {document} = useDraftState(session);
  return {document, edit: (edits, typing) => session.edit(edits, typing)};
}

/** How a field of a part is set, or taken away. */
export type SetField = (spot: Spot, value: unknown, typing?: boolean) => void;

/** Where fields are parts of something that is set as a whole, it says how. */
export const SetFieldContext = createContext<SetField | null>(null);

/** Sets a field, or takes it away; typing goes on with the last step. */
export function useSetting(): SetField {
  const {session} = useEditing();
  const other = use(SetFieldContext);
  return (
    other ??
    ((spot, value, typing = false) =>
      session.edit([{kind: 'set', path: [...spot.path], ...(value !== undefined && {value})}], typing))
  );
}

const NONE: readonly LintFinding[] = [];

export function useFindings(spot: Spot): readonly LintFinding[] {
  return useEditing().findings.get(spot.place) ?? NONE;
}
