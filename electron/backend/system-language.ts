import type {Language} from '../contract/values.ts';

/** The language of whoever has chosen none: by the variables that other programs ask, else the system's own setting. */
export function systemLanguage({LC_ALL, LC_MESSAGES, LANG}: NodeJS.ProcessEnv): Language {
  const named = LC_ALL || LC_MESSAGES || LANG || Intl.DateTimeFormat().resolvedOptions().locale;
  return /^zh/i.test(named) ? 'zh-CN' : 'en';
}
