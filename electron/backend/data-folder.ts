import {join, resolve} from 'node:path';
import envPaths from 'env-paths';

export interface FolderChoice {
  /** `--data DIR`, if given. */
  flag?: string | undefined;
  demo?: boolean | undefined;
  env: NodeJS.ProcessEnv;
}

/**
 * Where this desk's data lives: `--data`, else `CALLSIDE_DATA`, else the system's usual place for application data. The
 * demonstration has a folder of its own, so that made-up calls never stand among real ones.
 */
export function dataFolderFor({flag, demo = false, env}: FolderChoice): string {
  if (flag !== undefined && flag !== '') return resolve(flag);
  const usual = env['CALLSIDE_DATA'];
  const folder = usual !== undefined && usual !== '' ? resolve(usual) : envPaths('Callside', {suffix: ''}).data;
  return demo ? `${join(folder)}-demo` : folder;
}
