import {createContext, use} from 'react';
import type {Language, LocalText} from '../../electron/contract/values.ts';

/** What a string table holds: a sentence in both languages, or a function that makes one. */
type Entry = LocalText | ((...args: never[]) => LocalText);
type Table = Record<string, Entry>;

/** A table as one language reads it: plain texts, and functions that give plain texts. */
export type Words<T extends Table> = {
  [Key in keyof T]: T[Key] extends (...args: infer Args) => LocalText ? (...args: Args) => string : string;
};
export type Texts<T extends Table> = Record<Language, Words<T>>;

function inLanguage<T extends Table>(table: T, language: Language): Words<T> {
  const words = Object.entries(table).map(([key, entry]) => [
    key,
    typeof entry === 'function' ? (...args: never[]) => entry(...args)[language] : entry[language],
  ]);
  return Object.fromEntries(words) as Words<T>;
}

/** Makes a string table. Both languages are built once, so that what `useText` gives keeps its identity. */
export function strings<const T extends Table>(table: T): Texts<T> {
  return {'zh-CN': inLanguage(table, 'zh-CN'), en: inLanguage(table, 'en')};
}

/** The system's language, for the moment before the session is known. */
export function systemLanguage(): Language {
  return navigator.language.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en';
}

export const LanguageContext = createContext<Language>('zh-CN');

export function useLanguage(): Language {
  return use(LanguageContext);
}

/** The words of a table in the current interface language. */
export function useText<T extends Table>(texts: Texts<T>): Words<T> {
  return texts[useLanguage()];
}
