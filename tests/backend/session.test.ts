import {execFile} from 'node:child_process';
import {fileURLToPath} from 'node:url';
import {promisify} from 'node:util';
import {v7} from 'uuid';
import {describe, expect, test, vi} from 'vitest';
import {AppError} from '../../electron/contract/errors.ts';
import {openDatabase} from '../../electron/store/database.ts';
import {openDesk, profile} from '../open-desk.ts';

function refusal(work: () => unknown): AppError {
  try {
    work();
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error('was not refused');
}

describe('a role', () => {
  test('comes from the session and never from the input', async () => {
    const desk = openDesk();
    const reply = await desk.backend.call('call.agents', {role: 'qa'});
    expect(reply).toMatchObject({ok: false, error: {code: 'forbidden'}});
    await desk.as('qa');
    expect(await desk.call('call.agents', {})).toEqual([]);
    await desk.as('agent');
    expect((await desk.refusal('call.agents', {})).code).toBe('forbidden');
  });

  test('that is not locked is entered without a PIN', async () => {
    const desk = openDesk();
    expect((await desk.call('session.enter', {role: 'lead'})).role).toBe('lead');
    expect(desk.events.at(-1)).toMatchObject({type: 'session.changed', session: {role: 'lead'}});
  });

  test('that is locked opens for its PIN alone, after a new start as well', async () => {
    const desk = openDesk();
    await desk.as('lead');
    expect((await desk.call('session.lock', {role: 'qa', pin: '4711'})).lockedRoles).toEqual(['qa']);
    const again = desk.reopen();
    expect((await again.refusal('session.enter', {role: 'qa'})).code).toBe('forbidden');
    expect((await again.refusal('session.enter', {role: 'qa', pin: '1147'})).code).toBe('forbidden');
    expect((await again.call('session.get', {})).role).toBe('agent');
    expect((await again.call('session.enter', {role: 'qa', pin: '4711'})).role).toBe('qa');
    // Leaving and coming back takes the PIN again.
    await again.as('agent');
    expect((await again.refusal('session.enter', {role: 'qa'})).code).toBe('forbidden');
  });

  test('closes for five minutes after five wrong PINs, also for the right one and for a new start', async () => {
    const desk = openDesk();
    await desk.as('lead');
    await desk.call('session.lock', {role: 'lead', pin: '4711'});
    await desk.as('agent');
    for (let i = 0; i < 4; i += 1)
      expect((await desk.refusal('session.enter', {role: 'lead', pin: `000${i}`})).code).toBe('forbidden');
    expect((await desk.refusal('session.enter', {role: 'lead', pin: '0009'})).code).toBe('unavailable');
    expect((await desk.refusal('session.enter', {role: 'lead', pin: '4711'})).code).toBe('unavailable');
    const again = desk.reopen();
    again.clock.now = new Date(desk.clock.now.getTime() + 4 * 60_000);
    expect((await again.refusal('session.enter', {role: 'lead', pin: '4711'})).code).toBe('unavailable');
    again.clock.now = new Date(desk.clock.now.getTime() + 5 * 60_000 + 1);
    expect((await again.call('session.enter', {role: 'lead', pin: '4711'})).role).toBe('lead');
  });

  test('forgets the wrong tries after the right one', async () => {
    const desk = openDesk();
    await desk.as('lead');
    await desk.call('session.lock', {role: 'lead', pin: '4711'});
    for (let round = 0; round < 3; round += 1) {
      await desk.as('agent');
      for (let i = 0; i < 4; i += 1) await desk.refusal('session.enter', {role: 'lead', pin: '0000'});
      expect((await desk.call('session.enter', {role: 'lead', pin: '4711'})).role).toBe('lead');
    }
  });

  test('is locked and unlocked by a lead, and the PIN is nowhere to be read', async () => {
    const desk = openDesk();
    expect((await desk.refusal('session.lock', {role: 'qa', pin: '4711'})).code).toBe('forbidden');
    await desk.as('lead');
    await desk.call('session.lock', {role: 'qa', pin: '471147114711'});
    expect(JSON.stringify([desk.events, await desk.call('session.get', {})])).not.toContain('4711471');
    expect((await desk.call('session.lock', {role: 'qa', pin: null})).lockedRoles).toEqual([]);
    await desk.as('qa');
  });

  test('is locked and unlocked on record, by whom and without the PIN', async () => {
    const desk = openDesk();
    await desk.as('lead');
    await desk.call('session.lock', {role: 'qa', pin: '47114711'});
    await desk.call('session.lock', {role: 'qa', pin: null});
    const db = openDatabase({folder: desk.folder});
    const events = db
      .prepare<[], {agent: string; payload: string}>(
        "SELECT agent, payload FROM journal JOIN journal_payload USING (id) WHERE type = 'role.locked' ORDER BY seq",
      )
      .all();
    db.close();
    expect(events.map(({agent, payload}) => [agent, JSON.parse(payload) as unknown])).toEqual([
      ['A-17', {role: 'qa', locked: true}],
      ['A-17', {role: 'qa', locked: false}],
    ]);
    expect(JSON.stringify(events)).not.toContain('4711');
    expect((await desk.call('journal.verify', {})).ok).toBe(true);
  });

  test('that may not be locked by this role leaves no trace', async () => {
    const desk = openDesk();
    const before = (await desk.call('journal.verify', {})).events;
    await desk.refusal('session.lock', {role: 'qa', pin: '4711'});
    expect((await desk.call('journal.verify', {})).events).toBe(before);
  });

  test('that is locked: a window starts as agent, the terminal does not start at all', async () => {
    const desk = openDesk();
    await desk.as('lead');
    await desk.call('session.lock', {role: 'lead', pin: '4711'});
    const window = desk.reopen({role: 'lead'});
    expect((await window.call('session.get', {})).role).toBe('agent');
    const options = {role: 'lead', host: 'cli', dataFolder: desk.folder} as const;
    expect(refusal(() => openDesk(options)).code).toBe('forbidden');
    expect(refusal(() => openDesk({...options, pin: '0000'})).code).toBe('forbidden');
    expect((await openDesk({...options, pin: '4711'}).call('session.get', {})).role).toBe('lead');
  });
});

describe('a profile file', () => {
  test('is saved once, and the same one again is no news', async () => {
    const desk = openDesk();
    const before = (await desk.call('journal.verify', {})).events;
    const again = desk.reopen();
    expect((await again.call('session.get', {})).profile).toEqual(profile);
    expect((await again.call('journal.verify', {})).events).toBe(before);
    const other = again.reopen({profile: {...profile, team: '二组'}});
    expect((await other.call('session.get', {})).profile?.team).toBe('二组');
  });

  test.for([
    ['a text', 'profile', ['']],
    ['nothing', null, ['']],
    ['a list', [profile], ['']],
    [
      'missing and wrong fields',
      {...profile, team: undefined, timeZone: 'Mars', collector: 'bank'},
      ['team', 'timeZone', 'collector'],
    ],
    ['an unknown field', {...profile, role: 'qa'}, ['']],
  ] as const)('with %s is refused with its problems, and nothing is opened', ([, given, places]) => {
    const error = refusal(() => openDesk({profile: given}));
    expect(error.code).toBe('invalid_input');
    expect(error.problems?.map(({path}) => path)).toEqual(places);
    for (const {message} of error.problems ?? []) expect(message['zh-CN']).toMatch(/\p{Script=Han}/u);
  });

  test('that is bad gives the folder free again', () => {
    const desk = openDesk({exclusive: true});
    desk.backend.close();
    expect(refusal(() => openDesk({dataFolder: desk.folder, exclusive: true, profile: {}})).code).toBe('invalid_input');
    expect(openDesk({dataFolder: desk.folder, exclusive: true}).folder).toBe(desk.folder);
  });
});

describe('settings', () => {
  test('are kept, told, and outlive a new start', async () => {
    const desk = openDesk({language: undefined});
    const settings = {language: 'zh-CN', theme: 'dark', alwaysOnTop: true, keepMissedSearches: true} as const;
    await desk.call('settings.save', {id: v7(), settings});
    expect(desk.events.at(-1)).toMatchObject({type: 'session.changed', session: {settings, language: 'zh-CN'}});
    expect((await desk.reopen().call('session.get', {})).settings).toEqual(settings);
  });

  test('that a change leaves out stay as another window made them', async () => {
    const desk = openDesk({language: 'en'});
    await desk.call('settings.save', {id: v7(), settings: {theme: 'dark', keepMissedSearches: true}});
    await desk.call('settings.save', {id: v7(), settings: {alwaysOnTop: true}});
    const {settings, language} = await desk.call('session.get', {});
    expect(settings).toMatchObject({theme: 'dark', keepMissedSearches: true, alwaysOnTop: true});
    // Only the language is meant to be seen at once, whatever the start said.
    expect(language).toBe('en');
    await desk.call('settings.save', {id: v7(), settings: {language: 'zh-CN'}});
    expect((await desk.call('settings.save', {id: v7(), settings: {language: null}})).settings.language).toBeNull();
  });

  test('of the language yield to --lang, until the user chooses anew', async () => {
    const desk = openDesk({language: 'en'});
    const settings = {language: 'zh-CN', theme: 'auto', alwaysOnTop: false} as const;
    expect((await desk.call('session.get', {})).language).toBe('en');
    expect((await desk.call('settings.save', {id: v7(), settings})).language).toBe('zh-CN');
    expect((await desk.reopen({language: 'en'}).call('session.get', {})).language).toBe('en');
  });
});

describe('what another process does', () => {
  const run = (folder: string, ...args: string[]) =>
    promisify(execFile)(process.execPath, [
      fileURLToPath(new URL('desk-process.ts', import.meta.url)),
      folder,
      ...args,
    ]);

  test('an activation is told to the window within two seconds, and its own only once', {timeout: 60_000}, async () => {
    const desk = openDesk({exclusive: true});
    await desk.as('lead');
    await run(desk.folder, 'import-and-activate', '1.1.0');
    const finished = Date.now();
    const activations = () => desk.events.filter((event) => event.type === 'pack.activated');
    await vi.waitFor(() => expect(activations()).toHaveLength(1), {timeout: 2000, interval: 20});
    expect(Date.now() - finished).toBeLessThan(2000);
    expect(activations()[0]).toMatchObject({packs: [{id: 'small', version: '1.1.0', active: true}]});
    await desk.call('pack.activate', {id: 'small', version: '1.0.0', eventId: v7()});
    await new Promise((resolve) => setTimeout(resolve, 1600));
    expect(activations()).toHaveLength(2);
    expect((await desk.call('journal.verify', {})).ok).toBe(true);
  });
});
