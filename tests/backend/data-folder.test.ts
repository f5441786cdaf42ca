import {isAbsolute, join, resolve} from 'node:path';
import {expect, test} from 'vitest';
import {dataFolderFor} from '../../electron/backend/data-folder.ts';

const usual = dataFolderFor({env: {}});

test('data lives where the system keeps it, unless told otherwise', () => {
  expect(isAbsolute(usual)).toBe(true);
  expect(usual).toMatch(/Callside/i);
  expect(dataFolderFor({env: {CALLSIDE_DATA: '/srv/calls'}})).toBe(resolve('/srv/calls'));
  expect(dataFolderFor({flag: 'here', env: {CALLSIDE_DATA: '/srv/calls'}})).toBe(join(process.cwd(), 'here'));
});

test('an empty word is no folder', () => {
  expect(dataFolderFor({flag: '', env: {CALLSIDE_DATA: ''}})).toBe(usual);
});

test('a demonstration never stands among real calls', () => {
  expect(dataFolderFor({demo: true, env: {}})).toBe(`${usual}-demo`);
  expect(dataFolderFor({demo: true, env: {CALLSIDE_DATA: '/srv/calls/'}})).toBe(`${resolve('/srv/calls')}-demo`);
  // A folder that was asked for by name is that folder.
  expect(dataFolderFor({flag: '/srv/try', demo: true, env: {}})).toBe(resolve('/srv/try'));
});
