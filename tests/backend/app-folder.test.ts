import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join, parse, resolve} from 'node:path';
import {expect, onTestFinished, test} from 'vitest';
import {appFolder} from '../../electron/backend/app-folder.ts';

test("the app's folder is that of the nearest package.json, from the source and from any depth of a build", () => {
  expect(appFolder()).toBe(resolve(import.meta.dirname, '../..'));
  const folder = mkdtempSync(join(tmpdir(), 'callside-app-'));
  onTestFinished(() => rmSync(folder, {recursive: true}));
  const chunks = join(folder, 'app', 'out', 'main', 'chunks');
  mkdirSync(chunks, {recursive: true});
  writeFileSync(join(folder, 'package.json'), '{}');
  expect(appFolder(chunks)).toBe(folder);
  writeFileSync(join(folder, 'app', 'package.json'), '{}');
  expect(appFolder(chunks)).toBe(join(folder, 'app'));
});

test('without a package.json the search ends at the root', () => {
  const {root} = parse(tmpdir());
  expect(appFolder(root)).toBe(root);
});
