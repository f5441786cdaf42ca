/** How dialers mark a field that is to be filled in. What arrives so was not filled in, and is no value. */
const FORMS: readonly (readonly [name: string, form: RegExp])[] = [
  ['--A--…--B--', /--A--|--B--/],
  ['@…@', /^@.+@$|@[A-Za-z]+\.[\w .-]+@/],
  ['%…%', /^%+[^%]+%+$|%+[A-Za-z_]{3,}%+/],
  ['{{…}}', /\{\{|\}\}/],
  ['{…}', /^\{.+\}$|\{[A-Z_]+(?::\d+)?\}/],
  ['$(…)', /\$[({]/],
  ['$n', /^\$[A-Za-z]\w*$/],
];

/** The form of an unfilled macro in a text, for example `--A--…--B--`; null when there is none. */
export function unfilledMacro(text: string): string | null {
  const trimmed = text.trim();
  return FORMS.find(([, form]) => form.test(trimmed))?.[0] ?? null;
}
