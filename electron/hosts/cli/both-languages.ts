import type {LocalText} from '../../contract/values.ts';

/** One sentence in both languages. */
export const say = (zh: string, en: string): LocalText => ({'zh-CN': zh, en});
