import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {describe, expect, test} from 'vitest';
import {ERROR_CODES, ERROR_SENTENCES} from '../../electron/contract/errors.ts';
import {lonelyWords} from './both-languages.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Chinese that is no sentence of the interface: what is read or spoken, and made-up customers. */
const NO_SENTENCES: Record<string, RegExp> = {
  'electron/backend/demo-people.ts': /./,
  'electron/domain/days.ts': /./,
  // What tables of accounts have for headers, and in their cells.
  'electron/domain/account-table/column-guess.ts': /./,
  'electron/domain/account-table/cell-words.ts': /./,
  // And tables of objections.
  'electron/domain/objection-table/field-guess.ts': /./,
  'electron/domain/objection-table/tone-words.ts': /./,
  'electron/domain/conduct/chinese-units.ts': /./,
  'electron/domain/conduct/english-units.ts': /./,
  // Parts of patterns, and a character that stands for a slot.
  'electron/domain/lint/phrases.ts': /beside '(\[0-9|\(\?:保证|某)/,
  'electron/domain/search/amounts.ts': /./,
  'electron/domain/search/canonical.ts': /./,
  'electron/domain/search/readings.ts': /./,
  'electron/domain/search/regional.ts': /./,
  'electron/domain/search/typed.ts': /./,
  // What dialers and transcripts write, to be recognised.
  'electron/domain/screen-pop/field-names.ts': /./,
  'electron/domain/screen-pop/read-utterance.ts': /beside '(客户|坐席|客服)'$/,
  'electron/domain/script-lines.ts': /NumberFormat/,
  'electron/hosts/cli/pack-commands.ts': /search 没钱/,
  // Joins and templates whose English stands beside them, but not as a literal.
  'electron/domain/issue-words.ts': /beside ('或'$|`应为\$\{spaced\()/,
  // Times of day as they are typed: 下午三点半.
  'renderer/agent/outcome-form.ts':
    /beside ['`](半|凌晨|中午|下午|晚上|[零一二两三四五六七八九十\d]+点?|\$\{[^}]+\}点)['`]$/,
};

describe('every word that a user reads', () => {
  test('stands in both languages', () => {
    const found = ['electron', 'renderer'].flatMap((folder) =>
      readdirSync(join(root, folder), {recursive: true, encoding: 'utf8'})
        .filter((path) => /\.tsx?$/.test(path))
        .map((path) => `${folder}/${path.replaceAll('\\', '/')}`)
        .flatMap((path) =>
          lonelyWords(path, readFileSync(join(root, path), 'utf8')).filter(
            (fault) => NO_SENTENCES[path]?.test(fault) !== true,
          ),
        ),
    );
    expect(found).toEqual([]);
  });

  test.for([
    `const a = {'zh-CN': '保存', en: '保存'};`,
    `const a = {'zh-CN': '保存', en: ''};`,
    `const a = {'zh-CN': '保存'};`,
    `const a = <Button>{'保存'}</Button>;`,
    `say('路径', '没有', '也没有');`,
    "const a = (n: number) => ({'zh-CN': `共 ${n} 个`, en: `共 ${n} 个`});",
    "throw new AppError('conflict', `已存在 ${name}`);",
  ])('is missed when it is alone: %s', (code) => {
    expect(lonelyWords('x.ts', code).length).toBeGreaterThan(0);
  });

  test.for([
    `const a = {'zh-CN': '保存', en: 'Save'};`,
    `say('路径', 'path'); // 注释`,
    "const a = {'zh-CN': `共 ${n} 个`, en: `${n} in all`};",
    `const a = zh ? '保存' : 'Save';`,
  ])('is not missed when it has its twin: %s', (code) => {
    expect(lonelyWords('x.ts', code)).toEqual([]);
  });

  test('has a sentence for every code of error', () => {
    expect(Object.keys(ERROR_SENTENCES).sort()).toEqual([...ERROR_CODES].sort());
  });

  test('of the start-up code has the same sentences in both tables', () => {
    const code = readFileSync(join(root, 'electron/hosts/cli/words.mjs'), 'utf8');
    const table = (language: string, end: string) =>
      [...code.slice(code.indexOf(`  ${language}: {`), code.indexOf(end)).matchAll(/^ {4}(\w+):/gm)].map((m) => m[1]);
    const chinese = table("'zh-CN'", '\n  en: {');
    expect(chinese.length).toBeGreaterThan(20);
    expect(chinese).toEqual(table('en', '\n};'));
  });
});
