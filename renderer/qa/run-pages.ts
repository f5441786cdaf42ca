import type {CallFilter} from '../../electron/contract/call.ts';
import type {Output} from '../../electron/contract/methods.ts';
import {call} from '../shared/client.ts';

type CsvPage = Output<'notes.export'>;

/** Asks for page after page until there is no cursor, or until it is cancelled; then null, and nothing was kept. */
async function allPages<Page extends {text: string; cursor: string | null}>(
  ask: (cursor: string | null) => Promise<Page>,
  onPage: (page: Page) => void,
  signal: AbortSignal,
): Promise<string[] | null> {
  const texts: string[] = [];
  let cursor: string | null = null;
  do {
    const page: Page = await ask(cursor);
    if (signal.aborted) return null;
    texts.push(page.text);
    onPage(page);
    ({cursor} = page);
  } while (cursor !== null);
  return texts;
}

/** The texts of a CSV of exactly these calls; `id` is the export in the journal. */
export function exportCsv(
  id: string,
  filter: CallFilter,
  unmasked: boolean,
  onPage: (page: CsvPage) => void,
  signal: AbortSignal,
): Promise<string[] | null> {
  const ask = (cursor: string | null) => call('notes.export', {id, format: 'csv', filter, unmasked, cursor});
  return allPages(ask, onPage, signal);
}

/** The texts of this desk's journal, for another desk to import. */
export function exportBundle(id: string, onPage: () => void, signal: AbortSignal): Promise<string[] | null> {
  return allPages((cursor) => call('notes.bundle', {id, cursor}), onPage, signal);
}
