import {canonicalBytes} from '../../electron/packs/layout.ts';
import type {CheckedPackFile} from '../../electron/packs/publishing.ts';
import {smallPack} from '../small-pack.ts';

/** A pack that was checked, of any id and version; `title` makes another content of it. */
export function checkedPack(version: string, {id = 'small-pack', title = 'a pack'} = {}): CheckedPackFile {
  const document = {...smallPack(), id, version, title};
  const {language, jurisdiction} = document;
  return {id, version, language, jurisdiction, bytes: canonicalBytes(document), linter: 1, findings: []};
}
