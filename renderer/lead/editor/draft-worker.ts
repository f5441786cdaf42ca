import type {LintFinding} from '../../../electron/contract/lint.ts';
import type {SearchHits} from '../../../electron/contract/methods.ts';
import type {DraftEdit} from '../../../electron/contract/pack-draft.ts';
import {DraftSearch} from '../../../electron/domain/draft-search.ts';
import {applyEdits, type PackDocument} from '../../../electron/domain/pack-draft.ts';
import {createPackLinter, type LintSources, type PackLinter} from '../../../electron/domain/pack-lint.ts';

/** What the page tells its worker. */
export type DraftTask =
  | {type: 'open'; document: PackDocument; active: PackDocument | null; sources: LintSources}
  | {type: 'document'; document: PackDocument}
  | {type: 'edits'; edits: readonly DraftEdit[]}
  | {type: 'find'; ask: number; text: string; limit: number};

/** What the worker tells the page. `complete`: nothing more is being looked for. */
export type DraftReport =
  | {type: 'findings'; findings: LintFinding[]; complete: boolean}
  | {type: 'found'; ask: number; draft: SearchHits; active: SearchHits | null};

/** A pause in typing after which the draft is looked at, in milliseconds. */
const PAUSE_MS = 200;
/** How long an edit or a search may wait for a slice of the linter's work, in milliseconds. */
const SLICE_MS = 20;

interface Desk {
  document: PackDocument;
  active: PackDocument | null;
  linter: PackLinter;
  draftSearch: DraftSearch;
  activeSearch: DraftSearch;
}

let desk: Desk | null = null;
let waiting: ReturnType<typeof setTimeout> | undefined;

/** What only the slow rules found, the last time they were through. */
let before: LintFinding[] = [];
/** Rules that the quick look knows: what it does not find any more is gone. */
const quickRules = new Set<string>();

const keyOf = ({rule, path, message}: LintFinding): string => `${rule} ${path} ${message.en}`;

const report = (told: DraftReport): void => postMessage(told);

function look(): void {
  clearTimeout(waiting);
  waiting = setTimeout(() => {
    if (desk === null) return;
    const quick = desk.linter.quick(desk.document);
    const now = new Set(quick.map(keyOf));
    // What only the slow rules found stays until they have looked again: it must not flicker while somebody types.
    const slow = before.filter((finding) => !quickRules.has(finding.rule) && !now.has(keyOf(finding)));
    for (const {rule} of quick) quickRules.add(rule);
    report({type: 'findings', findings: [...quick, ...slow], complete: false});
    lookDeeper(desk.linter.steps(desk.document), now);
  }, PAUSE_MS);
}

/** Goes on with the linter's work in slices; an edit begins it anew. */
function lookDeeper(work: ReturnType<PackLinter['steps']>, quick: ReadonlySet<string>): void {
  waiting = setTimeout(() => {
    const until = performance.now() + SLICE_MS;
    for (;;) {
      const step = work.next();
      if (step.done === true) {
        before = step.value.filter((finding) => !quick.has(keyOf(finding)));
        return report({type: 'findings', findings: step.value, complete: true});
      }
      if (performance.now() > until) return lookDeeper(work, quick);
    }
  }, 0);
}

// Keeps a copy of the draft beside the page, so that typing waits neither for the linter nor for the search.
addEventListener('message', ({data}: MessageEvent<DraftTask>) => {
  if (data.type === 'open') {
    const {document, active, sources} = data;
    desk = {
      document,
      active,
      linter: createPackLinter(sources),
      draftSearch: new DraftSearch(sources.lexicon),
      activeSearch: new DraftSearch(sources.lexicon),
    };
    look();
  } else if (desk === null) {
    return;
  } else if (data.type === 'find') {
    const {ask, text, limit} = data;
    const {document, active, draftSearch, activeSearch} = desk;
    report({
      type: 'found',
      ask,
      draft: draftSearch.search(document, text, limit),
      active: active === null ? null : activeSearch.search(active, text, limit),
    });
  } else {
    desk.document = data.type === 'document' ? data.document : applyEdits(desk.document, data.edits).document;
    look();
  }
});
