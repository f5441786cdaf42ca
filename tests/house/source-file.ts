/** Reads what the law of the house looks at: the imports of a source file, its exported names, its comments left out. */

export interface Import {
  /** As written between the quotes. */
  module: string;
  /** Erased by the compiler: it makes no circle at run time. */
  typeOnly: boolean;
  line: number;
}

export interface SourceFile {
  imports: Import[];
  exported: string[];
  defaultExport: boolean;
  /** `import(…)` of something that is no plain text: the law cannot be read off it. */
  unreadable: number[];
}

const KEYWORD_BEFORE_REGEX =
  /(?:^|[\s;{}(])(?:return|typeof|case|in|of|do|else|void|delete|instanceof|new|await|yield)$/;

/**
 * The code with comments and the insides of regular expressions and templates blanked, same length and lines. Quoted texts
 * stay: they are where imports are named. With `keepTemplates` templates stay too.
 */
export function withoutComments(code: string, keepTemplates = false): string {
  const out = code.split('');
  const chars = code.split('');
  const blank = (from: number, to: number) => {
    for (let i = from; i < to; i += 1) if (chars[i] !== '\n') out[i] = ' ';
  };
  // How deep the braces are in each open template expression.
  const templates: number[] = [];
  let at = 0;
  const skipTemplate = (from: number): number => {
    let i = from;
    while (i < chars.length) {
      if (chars[i] === '\\') i += 2;
      else if (chars[i] === '`') return i + 1;
      else if (chars[i] === '$' && chars[i + 1] === '{') {
        templates.push(0);
        return i + 2;
      } else i += 1;
    }
    return i;
  };
  while (at < chars.length) {
    const char = chars[at];
    const next = chars[at + 1];
    if (char === '/' && next === '/') {
      const end = code.indexOf('\n', at);
      blank(at, end < 0 ? chars.length : end);
      at = end < 0 ? chars.length : end;
    } else if (char === '/' && next === '*') {
      const end = code.indexOf('*/', at + 2);
      blank(at, end < 0 ? chars.length : end + 2);
      at = end < 0 ? chars.length : end + 2;
    } else if (char === "'" || char === '"') {
      let end = at + 1;
      while (end < chars.length && chars[end] !== char && chars[end] !== '\n') end += chars[end] === '\\' ? 2 : 1;
      at = end + 1;
    } else if (char === '`') {
      const end = skipTemplate(at + 1);
      if (!keepTemplates) blank(at + 1, end - 1);
      at = end;
    } else if (char === '{' && templates.length > 0) {
      templates.push((templates.pop() ?? 0) + 1);
      at += 1;
    } else if (char === '}' && templates.length > 0) {
      const depth = templates.pop() ?? 0;
      if (depth > 0) {
        templates.push(depth - 1);
        at += 1;
      } else {
        const end = skipTemplate(at + 1);
        if (!keepTemplates) blank(at + 1, end - 1);
        at = end;
      }
    } else if (char === '/' && startsRegex(out.slice(Math.max(0, at - 40), at).join(''))) {
      let end = at + 1;
      let inClass = false;
      while (end < chars.length && chars[end] !== '\n' && (inClass || chars[end] !== '/')) {
        if (chars[end] === '[') inClass = true;
        if (chars[end] === ']') inClass = false;
        end += chars[end] === '\\' ? 2 : 1;
      }
      blank(at + 1, end);
      at = end + 1;
    } else at += 1;
  }
  return out.join('');
}

/** Whether a slash after this text begins a regular expression and is no division. */
function startsRegex(before: string): boolean {
  const text = before.trimEnd();
  return text === '' || /[(,=:[!&|?{};+\-*%~^<>]$/.test(text) || KEYWORD_BEFORE_REGEX.test(text);
}

export function readSource(code: string): SourceFile {
  const clean = withoutComments(code);
  const lineOf = (index: number) => clean.slice(0, index).split('\n').length;
  const imports: Import[] = [];
  const add = (module: string | undefined, typeOnly: boolean, index: number) =>
    imports.push({module: module ?? '', typeOnly, line: lineOf(index)});

  for (const match of clean.matchAll(
    /(?<![\w$.'"])(import|export)\b(\s+type\b)?([^'"`;=()]*?)\bfrom\s*(['"])([^'"\n]+)\4/g,
  )) {
    add(match[5], match[2] !== undefined || onlyTypes(match[3] ?? ''), match.index);
  }
  for (const match of clean.matchAll(/(?<![\w$.'"])import\s*(['"])([^'"\n]+)\1/g)) add(match[2], false, match.index);
  for (const match of clean.matchAll(/(\btypeof\s+)?\bimport\s*\(\s*(?:(['"])([^'"\n]+)\2\s*[,)])?/g)) {
    if (match[3] !== undefined) add(match[3], match[1] !== undefined, match.index);
  }
  for (const match of clean.matchAll(/\brequire\s*(?:\.resolve\s*)?\(\s*(['"])([^'"\n]+)\1/g))
    add(match[2], false, match.index);
  const unreadable = [...clean.matchAll(/\bimport\s*\(\s*(?!['"\s])/g)].map((match) => lineOf(match.index));

  const exported = [
    ...[
      ...clean.matchAll(
        /\bexport\s+(?:declare\s+)?(?:abstract\s+)?(?:async\s+)?(?:const|let|var|function\*?|class|interface|type|enum|namespace)\s+([A-Za-z_$][\w$]*)/g,
      ),
    ].map((match) => match[1] ?? ''),
    ...[...clean.matchAll(/\bexport\s+(?:type\s+)?\{([^}]*)\}/g)].flatMap((match) =>
      (match[1] ?? '')
        .split(',')
        .map((name) => name.trim().split(/\s+/).at(-1) ?? '')
        .filter((name) => name !== ''),
    ),
  ];
  const defaultExport = /\bexport\s+default\b/.test(clean) || exported.includes('default');
  return {imports, exported, defaultExport, unreadable};
}

/** `{type A, type B}` is erased as a whole. */
function onlyTypes(clause: string): boolean {
  const names = /^\s*\{([^}]*)\}\s*$/.exec(clause);
  if (names === null) return false;
  const parts = (names[1] ?? '').split(',').filter((part) => part.trim() !== '');
  return parts.length > 0 && parts.every((part) => /^\s*type\s/.test(part));
}
