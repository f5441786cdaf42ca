import {statSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, test, vi} from 'vitest';
import {PAGE, desk, directBackend, freshDesktop, openedWindow, place, start} from './desktop-start.ts';
import {app, asked, BrowserWindow} from './electron-stand-in.ts';

freshDesktop();

describe('starting', () => {
  test('keeps the window and the data in one folder that only its owner can read', async () => {
    await start();
    expect(asked.paths.get('userData')).toBe(join(place.data, 'window'));
    expect(asked.lockAskedWith).toBe(join(place.data, 'window'));
    for (const path of [place.data, join(place.data, 'window')]) expect(statSync(path).mode & 0o777).toBe(0o700);
  });

  test('takes the role and the language that it was given', async () => {
    await start('--role', 'qa', '--lang', 'en');
    expect(await desk()).toMatchObject({role: 'qa', language: 'en', host: 'desktop', version: '0.0.1'});
  });

  test('a second start opens nothing and ends well', async () => {
    asked.lockFree = false;
    const stderr = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    await start('--lang', 'en');
    expect(asked.exitCode).toBe(0);
    expect(BrowserWindow.getAllWindows()).toEqual([]);
    expect(String(stderr.mock.calls[0]?.[0])).toContain('already open');
  });

  test('the first instance comes to the front when a second is started', async () => {
    await start();
    openedWindow().minimized = true;
    app.emit('second-instance', {}, [], '/');
    expect(openedWindow()).toMatchObject({minimized: false, visible: true, focused: 1});
  });

  test('a folder that another program holds is refused in a sentence', async () => {
    const holder = directBackend(place.data, 'browser');
    const stderr = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    try {
      await start('--lang', 'en', '--json');
    } finally {
      holder.close();
    }
    expect(asked.exitCode).toBe(1);
    expect(BrowserWindow.getAllWindows()).toEqual([]);
    expect(stderr.mock.calls).toHaveLength(1);
    expect(asked.errorBoxes).toEqual([]);
  });

  test('a profile that is not valid is refused with every problem in it', async () => {
    const file = join(place.folder, 'profile.json');
    writeFileSync(file, JSON.stringify({agentId: '', spokenName: '李敏'}));
    const stderr = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    await start('--lang', 'en', '--json', '--profile', file);
    expect(asked.exitCode).toBe(1);
    const said = stderr.mock.calls.map(([line]) => String(line)).join('');
    for (const field of ['agentId', 'institution', 'timeZone']) expect(said).toContain(`  ${field}: `);
    expect(said).not.toContain('    at ');
  });

  test.each([
    ['a start script reads along', () => true, []],
    ['nobody does', undefined, [['Callside 无法启动', expect.stringContaining('资料')]]],
  ])('says why it was refused, in a box only when it must: %s', async (_who, send, boxes) => {
    const file = join(place.folder, 'profile.json');
    writeFileSync(file, '{}');
    const stderr = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    const channel = Object.getOwnPropertyDescriptor(process, 'send');
    Object.defineProperty(process, 'send', {value: send, configurable: true});
    try {
      await start('--lang', 'zh-CN', '--profile', file);
    } finally {
      Object.defineProperty(process, 'send', channel ?? {value: undefined, configurable: true});
    }
    expect(String(stderr.mock.calls[0]?.[0])).toContain('资料');
    expect(asked.errorBoxes).toEqual(boxes);
  });

  test.each([
    ['--role', 'king'],
    ['--lang', 'de'],
    ['--profile', '/no/such/file.json'],
  ])('%s %s is wrong usage', async (option, value) => {
    const stderr = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    await start(option, value);
    expect(asked.exitCode).toBe(2);
    expect(String(stderr.mock.calls[0]?.[0])).toContain(option);
    expect(BrowserWindow.getAllWindows()).toEqual([]);
  });

  test('says on one line of JSON where it is, when the page is there', async () => {
    const stdout = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
    await start('--json');
    const lines = stdout.mock.calls.map(([line]) => String(line)).filter((line) => line.startsWith('{'));
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([{url: PAGE, pid: process.pid, data: place.data}]);
  });

  test('a signal ends it cleanly and frees the folder', async () => {
    await start();
    process.emit('SIGTERM');
    await vi.waitFor(() => {
      expect(asked.quit).toBe(true);
    });
    const next = directBackend(place.data);
    next.close();
  });
});
