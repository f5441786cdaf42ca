import {readdirSync, readFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import type {Pack} from '../../electron/contract/pack.ts';
import {checkPackText} from '../../electron/domain/pack-problems.ts';

export const libraryFolder = fileURLToPath(new URL('../../scripts-library', import.meta.url));

/** The starter packs as they are shipped. */
export function starterPacks(): Pack[] {
  return readdirSync(libraryFolder)
    .filter((file) => file.endsWith('.pack.json'))
    .map((file) => {
      const {pack, problems} = checkPackText(readFileSync(`${libraryFolder}/${file}`, 'utf8'));
      if (pack === null) throw new Error(`${file}: ${JSON.stringify(problems.slice(0, 3))}`);
      return pack;
    });
}

export function starterPack(language: Pack['language']): Pack {
  const pack = starterPacks().find((candidate) => candidate.language === language);
  if (pack === undefined) throw new Error(`no starter pack in ${language}`);
  return pack;
}
