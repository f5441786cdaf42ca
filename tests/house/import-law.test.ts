import {readdirSync, readFileSync} from 'node:fs';
import {join, relative} from 'node:path';
import {fileURLToPath} from 'node:url';
import {describe, expect, test} from 'vitest';
import {BANNED_WORDS, violations} from './import-law.ts';
import {readSource, withoutComments} from './source-file.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

function filesUnder(folder: string): [path: string, code: string][] {
  return readdirSync(join(root, folder), {recursive: true, withFileTypes: true})
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.tsbuildinfo'))
    .map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return [relative(root, path).replaceAll('\\', '/'), readFileSync(path, 'utf8')];
    });
}

describe('the house', () => {
  const house = new Map([...filesUnder('electron'), ...filesUnder('renderer')]);

  test('is read as a whole', () => {
    expect(house.size).toBeGreaterThan(80);
    const imports = [...house].flatMap(([path, code]) => (/\.(tsx?|mjs)$/.test(path) ? readSource(code).imports : []));
    // Every statement that names a module is found: counted once more by another way.
    const named = [...house].flatMap(([path, code]) =>
      /\.(tsx?|mjs)$/.test(path) ? [...code.matchAll(/^(?:import|export|\} from)\b.*?'[^']+';$/gm)] : [],
    );
    expect(imports.length).toBeGreaterThanOrEqual(named.filter(([line]) => / from '|^import '/.test(line)).length);
  });

  test('keeps its law: rooms, names, no circles, no barrels, no default exports', () => {
    expect(violations(house)).toEqual([]);
  });
});

/** What the law says of one file that is planted beside others. */
const planted = (path: string, code: string, others: Record<string, string> = {}) =>
  violations(new Map([...Object.entries(others), [path, code]]));

describe('the law finds', () => {
  test.for([
    ['electron/contract/x.ts', "import {x} from '../domain/days.ts';"],
    ['electron/domain/x.ts', "import {version} from '../../package.json';"],
    ['electron/contract/x.ts', "import {readFileSync} from 'node:fs';"],
    ['electron/domain/x.ts', "import {join} from 'node:path';"],
    ['electron/domain/x.ts', "import Sqlite from 'better-sqlite3';"],
    ['electron/domain/x.ts', "import type {Database} from '../store/database.ts';"],
    ['electron/store/x.ts', "import {openBackend} from '../backend/backend.ts';"],
    ['electron/backend/x.ts', "import {app} from 'electron';"],
    ['electron/backend/x.ts', "import Sqlite from 'better-sqlite3';"],
    ['electron/backend/x.ts', "import {startServer} from '../hosts/browser/server.ts';"],
    ['electron/hosts/desktop/preload.ts', "import {methods} from '../../contract/methods.ts';"],
    ['electron/hosts/desktop/x.ts', "import {openDatabase} from '../../store/database.ts';"],
    ['electron/hosts/desktop/x.ts', "import {Hono} from 'hono';"],
    ['electron/hosts/browser/x.ts', "import {maskName} from '../../domain/masking.ts';"],
    ['electron/hosts/browser/x.ts', "import {app} from 'electron/main';"],
    ['electron/hosts/cli/x.mjs', "import {Command} from 'commander';"],
    ['renderer/shared/x.ts', "import {AgentView} from '../agent/agent-view.tsx';"],
    ['renderer/agent/x.ts', "import {LeadView} from '../lead/lead-view.tsx';"],
    ['renderer/lead/x.ts', "const view = await import('../qa/qa-view.tsx');"],
    ['renderer/qa/x.ts', "export {y} from '../agent/y.ts';"],
    ['renderer/qa/x.ts', "import {openBackend} from '../../electron/backend/backend.ts';"],
    ['renderer/qa/x.ts', "import '../lead/lead.css';"],
    ['renderer/agent/x.ts', "const fs = require('node:fs');"],
    ['renderer/x.tsx', "import {readFileSync} from 'fs';"],
    ['electron/domain/x.ts', "type Fs = typeof import('node:fs');"],
    ['electron/domain/x.ts', "import {\n  a,\n  b,\n} from\n  'lodash';"],
    ['electron/domain/x.ts', 'import {a} from "fuse.js-evil";'],
    ['electron/domain/x.ts', "/* not this: */ import {a} from '../../tests/open-desk.ts';"],
  ] as const)('what a room may not import: %s %s', ([path, code]) => {
    const found = planted(path, code);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(/: imports ".+"\. .+ may import itself(, [\w@/.*:-]+)*$/);
  });

  test('and says what is allowed', () => {
    expect(planted('electron/contract/x.ts', "import a from 'lodash';")).toEqual([
      'electron/contract/x.ts:1: imports "lodash". electron/contract may import itself, zod',
    ]);
  });

  test.for([
    ['electron/domain/x.ts', "import {Temporal} from 'temporal-polyfill';\nimport {y} from './y.ts';"],
    ['electron/domain/x.ts', "import {Converter} from 'opencc-js/t2cn';"],
    ['electron/store/x.ts', "import {join} from 'node:path';\nimport Sqlite from 'better-sqlite3';"],
    ['renderer/agent/x.tsx', "import {Button} from '@mantine/core';\nimport './agent.css';"],
    ['renderer/app.tsx', "const view = lazy(() => import('./agent/agent-view.tsx'));"],
    ['electron/domain/x.ts', "// import {app} from 'electron'\nconst a = 1;"],
    ['electron/domain/x.ts', "const said = `import {app} from 'electron'`;"],
    ['electron/hosts/browser/x.ts', "import {version} from '../../../package.json' with {type: 'json'};"],
    ['electron/backend/x.ts', "type A = Input<'notes.import'>; type B = Output<'notes.import'>;"],
    ['electron/domain/x.ts', "const found = /import {app} from 'electron'/.exec(text);"],
  ] as const)('nothing in what is allowed: %s %s', ([path, code]) => {
    expect(planted(path, code)).toEqual([]);
  });

  test('files that no room owns', () => {
    expect(planted('electron/extras/x.ts', 'export const a = 1;')[0]).toContain('no room of the house owns this file');
    expect(planted('renderer/boss/x.ts', 'export const a = 1;')[0]).toContain('no room');
  });

  test('circles, but not those of types alone', () => {
    const a = 'electron/domain/a.ts';
    const b = {
      'electron/domain/b.ts': "import {a} from './a.ts';",
      'electron/domain/c.ts': "import {b} from './b.ts';",
    };
    expect(planted(a, "import {c} from './c.ts';", b)).toHaveLength(1);
    expect(planted(a, "import {c} from './c.ts';", b)[0]).toMatch(/^circle: .*a\.ts.*→/);
    expect(planted(a, "import type {c} from './c.ts';", b)).toEqual([]);
    expect(planted(a, "import {type c} from './c.ts';", b)).toEqual([]);
    expect(planted(a, "import {type c, d} from './c.ts';", b)).toHaveLength(1);
    expect(planted(a, "import './a.ts';")).toHaveLength(1);
  });

  test('barrels, default exports and imports that cannot be read', () => {
    expect(planted('electron/domain/index.ts', '')[0]).toContain('barrel');
    expect(planted('renderer/shared/index.tsx', '')[0]).toContain('barrel');
    expect(planted('electron/domain/x.ts', 'export default 1;')[0]).toContain('default export');
    expect(planted('electron/domain/x.ts', 'const a = 1; export {a as default};')[0]).toContain('default export');
    expect(planted('electron/domain/x.ts', 'await import(name);')[0]).toContain('no plain text');
    expect(planted('electron/domain/x.ts', 'await import(`./${name}.ts`);')[0]).toContain('no plain text');
  });

  test.for(BANNED_WORDS)('the word "%s" in names', (word) => {
    const upper = `${word[0]?.toUpperCase()}${word.slice(1)}`;
    expect(planted(`electron/domain/${word}.ts`, '')).toHaveLength(1);
    expect(planted(`electron/domain/call-${word}.ts`, '')).toHaveLength(1);
    expect(planted(`renderer/shared/${word}/call.ts`, '')).toHaveLength(1);
    expect(planted('electron/domain/x.ts', `export const call${upper} = 1;`)).toHaveLength(1);
    expect(planted('electron/domain/x.ts', `export class ${upper}OfCalls {}`)).toHaveLength(1);
    expect(planted('electron/domain/x.ts', `export type ${upper} = 1;`)).toHaveLength(1);
    expect(planted('electron/domain/x.ts', `export const ${word.toUpperCase()}_OF_CALLS = 1;`)).toHaveLength(1);
    expect(planted('electron/domain/x.ts', `const a = 1;\nexport {a as call${upper}};`)).toHaveLength(1);
  });

  test('no banned word where it is part of another', () => {
    expect(
      planted('electron/store/database.ts', 'export function openDatabase() {}\nexport const serviceable = 1;'),
    ).toEqual([]);
  });

  test.for(['CallForm.ts', 'call_form.ts', 'callForm.ts', 'call--form.ts', '-call.ts'])(
    '%s as no kebab-case',
    (name) => {
      expect(planted(`electron/domain/${name}`, '')[0]).toContain('kebab-case');
    },
  );
});

describe('reading a source file', () => {
  test('leaves out comments and keeps texts that look like them', () => {
    expect(withoutComments("const a = 'http://x'; // b\n/* c */ const d = /'/.test(e); const f = 'g';")).toBe(
      "const a = 'http://x';     \n        const d = / /.test(e); const f = 'g';",
    );
    expect(withoutComments('const a = b / c; const d = "e" / 2; // f')).toBe(
      'const a = b / c; const d = "e" / 2;     ',
    );
    expect(withoutComments("`a ${b ? `c ${d}` : '//'} e` + f // g")).toContain("'//'");
  });

  test('finds an import behind everything that could hide it', () => {
    const code = [
      "const quote = /['\"`]/; const half = `it's ${fn({a: '}'})} \\` done`;",
      "/** import {no} from 'comment'; */",
      "const url = 'https://example.org/*';",
      "import a, {type B} from 'one';",
      "import * as c from 'two'; import type D from 'three';",
      "export * from 'four';",
      "export {e} from 'five';",
      "const f = import('six', {with: {type: 'json'}});",
    ].join('\n');
    expect(readSource(code).imports.map(({module, typeOnly, line}) => [module, typeOnly, line])).toEqual([
      ['one', false, 4],
      ['two', false, 5],
      ['three', true, 5],
      ['four', false, 6],
      ['five', false, 7],
      ['six', false, 8],
    ]);
  });
});
