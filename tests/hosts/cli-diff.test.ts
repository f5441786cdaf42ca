import {existsSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, test} from 'vitest';
import {openDesk, temporaryFolder} from '../open-desk.ts';
import {smallPack} from '../small-pack.ts';
import {documentOf, fileWith, packFile, refusal, terminal} from './terminal-run.ts';

/** The small pack with another answer. */
function changedFile(): string {
  const pack = smallPack();
  Object.assign(pack.objections[0]?.answers.soft[0] as object, {text: '没关系，明天处理也来得及。'});
  return fileWith(JSON.stringify({...pack, version: '1.1.0'}));
}

describe('pack diff', () => {
  test('of two files gives every change with its words, and touches no desk', async () => {
    const data = join(temporaryFolder(), 'data');
    const told = await terminal(['pack', 'diff', packFile(), changedFile(), '--json', '--data', data]);
    expect(told.code).toBe(0);
    expect(documentOf(told)).toMatchObject({
      from: {id: 'small', version: '1.0.0'},
      to: {id: 'small', version: '1.1.0'},
      changes: [
        {
          kind: 'changed',
          partId: 'forgot.soft',
          words: [
            {kind: 'same', text: '没关系，'},
            {kind: 'removed', text: '现在'},
            {kind: 'added', text: '明天'},
            {kind: 'same', text: '处理也来得及。'},
          ],
        },
      ],
    });
    expect(existsSync(data)).toBe(false);
  });

  test('is read by people in both languages, with the words marked', async () => {
    const files = [packFile(), changedFile()];
    const english = await terminal(['pack', 'diff', ...files]);
    expect(english.out).toContain('small@1.0.0 → small@1.1.0  1 change');
    expect(english.out).toContain('没关系，[-现在-]{+明天+}处理也来得及。');
    expect((await terminal(['pack', 'diff', ...files, '--lang', 'zh-CN'])).out).toContain('修改  异议 › 我忘了还款');
    expect((await terminal(['pack', 'diff', packFile(), packFile()])).out).toContain('Same content');
  });

  test('takes a version of the desk on either side, without being lead', async () => {
    const desk = openDesk();
    const at = ['--json', '--data', desk.folder];
    const there = documentOf(await terminal(['pack', 'diff', 'small@1.0.0', changedFile(), ...at]));
    expect(there).toMatchObject({changes: [{before: '没关系，现在处理也来得及。'}]});
    const back = documentOf(await terminal(['pack', 'diff', changedFile(), 'small@1.0.0', ...at]));
    expect(back).toMatchObject({changes: [{after: '没关系，现在处理也来得及。'}]});
    expect((await refusal(['pack', 'diff', 'small@1.0.0', 'small@9.9.9', '--data', desk.folder])).code).toBe(1);
  });

  test('writes a page that needs nothing else', async () => {
    const page = join(temporaryFolder(), 'changes.html');
    expect((await terminal(['pack', 'diff', packFile(), changedFile(), '--html', page])).code).toBe(0);
    const html = readFileSync(page, 'utf8');
    expect(html).toMatch(/^<!doctype html>/);
    expect(html).not.toMatch(/<(script|link|img)\b/);
    expect(await refusal(['pack', 'diff', packFile(), changedFile(), '--html', '-'])).toMatchObject({code: 2});
  });

  test('says which file is no pack, why, and that one is missing', async () => {
    const bad = fileWith('{}', 'bad.json');
    const {code, err} = await refusal(['pack', 'diff', packFile(), bad]);
    expect(code).toBe(1);
    expect(err).toContain(`${bad} is no valid script pack.`);
    expect(err).toContain('stages: is missing');
    expect((await refusal(['pack', 'diff', packFile(), '/nowhere/b.json'])).err).toContain('There is no file');
  });
});
