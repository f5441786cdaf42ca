import {createHash} from 'node:crypto';
import {v7} from 'uuid';
import {describe, expect, test} from 'vitest';
import {libraryFolder} from '../domain/starter-packs.ts';
import {anAccount, anOutcome, openCall, openDesk, smallLibrary, type TestDesk} from '../open-desk.ts';
import {tamper} from '../planted-damage.ts';
import {type PackDocument, smallPack} from '../small-pack.ts';
import {canonical} from '../store/rfc8785.ts';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

/** A new version of the small pack with another answer. */
function newer(version: string, text = '没关系，慢慢来。'): PackDocument {
  const pack = smallPack();
  const [forgot] = pack.objections;
  return {
    ...pack,
    version,
    objections: pack.objections.map((objection) =>
      objection === forgot
        ? {...objection, answers: {...objection.answers, soft: [{id: 'forgot.soft', text}]}}
        : objection,
    ),
  };
}

async function leadDesk(): Promise<TestDesk> {
  const desk = openDesk();
  await desk.as('lead');
  return desk;
}
const importPack = (desk: TestDesk, pack: object, id = v7()) =>
  desk.call('pack.import', {id, text: JSON.stringify(pack)});
const activate = (desk: TestDesk, version: string, eventId = v7()) =>
  desk.call('pack.activate', {id: 'small', version, eventId});
const activeVersion = async (desk: TestDesk) =>
  (await desk.call('pack.list', {})).filter((info) => info.active).map((info) => info.version);

describe('the first start', () => {
  test('keeps the starter packs and activates them', async () => {
    const desk = openDesk({libraryFolder});
    const packs = await desk.call('pack.list', {});
    expect(packs.map((info) => [info.language, info.active])).toEqual([
      ['zh-CN', true],
      ['en', true],
    ]);
    const {hits, pack} = await desk.call('pack.search', {text: 'meiqian', limit: 3});
    expect(pack.language).toBe('zh-CN');
    expect(hits.some((hit) => /no-money-now|cannot-pay/.test(hit.objectionId))).toBe(true);
    expect((await desk.call('desk.doctor', {})).ok).toBe(true);
  });

  test('a later one with a newer starter pack keeps it, and leaves the choice to the lead', async () => {
    const desk = openDesk();
    const again = desk.reopen({libraryFolder: smallLibrary([smallPack(), newer('1.1.0')])});
    expect((await again.call('pack.list', {})).map((info) => info.version)).toEqual(['1.0.0', '1.1.0']);
    expect(await activeVersion(again)).toEqual(['1.0.0']);
  });

  test('a later one does not activate what the lead has switched off', async () => {
    const desk = await leadDesk();
    await desk.call('pack.deactivate', {id: 'small', eventId: v7()});
    expect(await activeVersion(desk.reopen())).toEqual([]);
  });

  test('without a library is a desk without packs, that says so', async () => {
    const desk = openDesk({libraryFolder: '/nowhere/at/all'});
    expect(await desk.call('pack.list', {})).toEqual([]);
    expect((await desk.refusal('pack.search', {text: 'x', limit: 1})).code).toBe('not_found');
    const callId = await openCall(desk);
    expect((await desk.call('call.get', {id: callId})).record.opened.pack).toBeNull();
  });
});

describe('a pack file', () => {
  test('is kept under its version, with the fingerprint of its canonical text', async () => {
    const desk = await leadDesk();
    const info = await importPack(desk, newer('1.1.0'));
    expect(info).toMatchObject({id: 'small', version: '1.1.0', active: false, objections: 2});
    expect(info.sha256).toBe(sha256(canonical(newer('1.1.0'))));
    const {pack} = await desk.call('pack.get', {id: 'small', version: '1.1.0'});
    expect(pack.objections[0]?.answers.soft[0]?.text).toBe('没关系，慢慢来。');
  });

  test('exported and imported elsewhere is the same pack, whatever its spaces and order of keys', async () => {
    const desk = await leadDesk();
    const {text, info} = await desk.call('pack.export', {id: 'small', version: '1.0.0'});
    const other = openDesk({libraryFolder: '/nowhere'});
    await other.as('lead');
    expect((await other.call('pack.import', {id: v7(), text: `\ufeff${text}`})).sha256).toBe(info.sha256);
    const shuffled = Object.fromEntries(Object.entries(smallPack()).toReversed());
    expect((await importPack(other, shuffled)).sha256).toBe(info.sha256);
    expect(await other.call('pack.list', {})).toHaveLength(1);
  });

  test('with problems is refused with all of them, and the active pack stays active', async () => {
    const desk = await leadDesk();
    const bad = newer('2.0.0');
    bad.objections[0] = {...(bad.objections[0] as PackDocument['objections'][number]), nextStage: 'nowhere'};
    bad.objections[1] = {...(bad.objections[1] as PackDocument['objections'][number]), branch: 'deceased'};
    const error = await desk.refusal('pack.import', {id: v7(), text: JSON.stringify(bad)});
    expect(error.code).toBe('invalid_input');
    expect(error.problems?.map(({path}) => path)).toEqual(['objections[0].nextStage', 'objections[1].branch']);
    expect(error.message.en).toContain('2 problems');
    expect(await activeVersion(desk)).toEqual(['1.0.0']);
    expect((await desk.call('pack.list', {})).map((info) => info.version)).toEqual(['1.0.0']);
    expect((await desk.call('pack.search', {text: '忘了', limit: 1})).hits).toHaveLength(1);
  });

  test('with other content under the same version is a conflict; the same content again changes nothing', async () => {
    const desk = await leadDesk();
    const error = await desk.refusal('pack.import', {id: v7(), text: JSON.stringify(newer('1.0.0'))});
    expect(error).toMatchObject({code: 'conflict'});
    expect(error.message.en).toContain('raise the version');
    const before = (await desk.call('journal.verify', {})).events;
    await importPack(desk, smallPack());
    expect((await desk.call('journal.verify', {})).events).toBe(before);
  });

  test('with half a character in it is no bug', async () => {
    const desk = await leadDesk();
    const text = JSON.stringify(newer('1.1.0')).replace('没关系', '\\ud800');
    const place = 'objections[0].answers.soft[0].text';
    expect((await desk.call('pack.check', {text})).problems).toMatchObject([{path: place}]);
    expect((await desk.refusal('pack.import', {id: v7(), text})).problems).toMatchObject([{path: place}]);
    expect(desk.log).toEqual([]);
  });

  test('that lets agents threaten is refused, by check and import, with place, words and rule', async () => {
    const desk = await leadDesk();
    const text = JSON.stringify(newer('2.0.0', '再不还我就上门找你。'));
    const error = await desk.refusal('pack.import', {id: v7(), text});
    expect(error.code).toBe('invalid_input');
    expect(error.problems?.map(({path}) => path)).toEqual(['objections[0].answers.soft[0].text']);
    expect(error.problems?.[0]?.message['zh-CN']).toMatch(/上门找你.*不得威胁.*CN-CONDUCT-01/s);
    expect(error.message['zh-CN']).toContain('1 处问题，未导入');
    expect((await desk.call('pack.check', {text})).problems).toEqual(error.problems);
    expect((await desk.call('pack.list', {})).map((info) => info.version)).toEqual(['1.0.0']);
    expect(desk.log).toEqual([]);
  });

  test('may quote in its advice what nobody may say', async () => {
    const desk = await leadDesk();
    const pack = newer('2.0.0');
    pack.objections[0] = {
      ...(pack.objections[0] as PackDocument['objections'][number]),
      avoid: ['再不还我就上门找你。'],
    };
    expect((await importPack(desk, pack)).version).toBe('2.0.0');
  });

  test('that is here already stays in use, whatever the lists say of it today', async () => {
    const desk = openDesk({libraryFolder: smallLibrary([newer('1.0.0', '再不还我就上门找你。')])});
    await desk.as('lead');
    expect(await activeVersion(desk)).toEqual(['1.0.0']);
    const {text} = await desk.call('pack.export', {id: 'small', version: '1.0.0'});
    expect((await desk.call('pack.check', {text})).problems).toEqual([]);
    expect((await desk.call('pack.import', {id: v7(), text})).active).toBe(true);
  });

  test('is checked without being kept, and says what it would change', async () => {
    const desk = openDesk();
    const check = await desk.call('pack.check', {text: JSON.stringify(newer('1.1.0'))});
    expect(check).toMatchObject({pack: {id: 'small', version: '1.1.0'}, title: '小话术', problems: []});
    expect(check.changes).toMatchObject([{kind: 'changed', partId: 'forgot.soft', after: '没关系，慢慢来。'}]);
    expect(await desk.call('pack.check', {text: '{"title": "半个"'})).toMatchObject({
      pack: null,
      title: null,
      changes: null,
    });
    expect(await desk.call('pack.check', {text: '{"title": "半个"}'})).toMatchObject({pack: null, title: '半个'});
    expect((await desk.call('pack.check', {text: JSON.stringify({...smallPack(), id: 'other'})})).changes).toBeNull();
    expect(await desk.call('pack.list', {})).toHaveLength(1);
  });
});

describe('the linter', () => {
  test('says by rule, severity and place what is wrong or doubtful, and stops no import that it used to let through', async () => {
    const desk = await leadDesk();
    const text = JSON.stringify(newer('1.1.0', '目前应还3,280元，您打算哪天处理？'));
    const check = await desk.call('pack.check', {text});
    expect(check.problems).toEqual([]);
    expect(check.findings).toContainEqual({
      rule: 'figure-hard-coded',
      since: 1,
      severity: 'warning',
      path: 'objections[0].answers.soft[0].text',
      partId: 'forgot.soft',
      message: expect.objectContaining({en: expect.stringContaining('3,280元') as string}) as object,
    });
    expect(check.findings.map(({rule}) => rule)).toContain('required-line-missing');
    expect((await importPack(desk, JSON.parse(text) as object)).version).toBe('1.1.0');
  });

  test('tells of a broken file what is wrong with its text, too', async () => {
    const desk = await leadDesk();
    for (const text of ['{"title": "半个"', '{"id": "a", "id": "b"}', '['.repeat(50)]) {
      const {problems, findings} = await desk.call('pack.check', {text});
      expect(problems.length).toBeGreaterThan(0);
      const told = findings.map(({path, message}) => ({path, message}));
      expect(told).toEqual(expect.arrayContaining(problems.map(({path, message}) => ({path, message}))));
      expect(findings.every(({severity}) => severity === 'error')).toBe(true);
    }
  });

  test('asked for what is quick, leaves out what needs the word lists', async () => {
    const desk = await leadDesk();
    const text = JSON.stringify(newer('1.1.0', '再不还我就上门找你。'));
    const rules = async (quick: boolean) =>
      (await desk.call('pack.check', {text, quick})).findings.map(({rule}) => rule);
    expect(await rules(true)).not.toContain('words-forbidden');
    expect(await rules(false)).toContain('words-forbidden');
  });
});

describe('the active version', () => {
  test('is changed, told to the windows, written into the journal, and changed back', async () => {
    const desk = await leadDesk();
    await importPack(desk, newer('1.1.0'));
    expect(desk.events.filter((event) => event.type === 'pack.activated')).toEqual([]);
    await activate(desk, '1.1.0');
    expect(await activeVersion(desk)).toEqual(['1.1.0']);
    expect(desk.events.at(-1)).toMatchObject({type: 'pack.activated', packs: [{version: '1.1.0'}]});
    await activate(desk, '1.0.0');
    expect(await activeVersion(desk)).toEqual(['1.0.0']);
    const {events} = await desk.call('journal.verify', {});
    expect(events).toBeGreaterThanOrEqual(6);
    const {changes} = await desk.call('pack.diff', {
      from: {id: 'small', version: '1.0.0'},
      to: {id: 'small', version: '1.1.0'},
    });
    expect(changes).toHaveLength(1);
  });

  test('activated twice is activated once', async () => {
    const desk = await leadDesk();
    await importPack(desk, newer('1.1.0'));
    const eventId = v7();
    await activate(desk, '1.1.0', eventId);
    const before = (await desk.call('journal.verify', {})).events;
    await activate(desk, '1.1.0', eventId);
    await activate(desk, '1.1.0');
    expect((await desk.call('journal.verify', {})).events).toBe(before);
  });

  test('must exist', async () => {
    const desk = await leadDesk();
    expect((await desk.refusal('pack.activate', {id: 'small', version: '9.9.9', eventId: v7()})).code).toBe(
      'not_found',
    );
    expect((await desk.refusal('pack.deactivate', {id: 'nothing', eventId: v7()})).code).toBe('not_found');
    expect(await activeVersion(desk)).toEqual(['1.0.0']);
  });

  test('of a running call stays the one it began with', async () => {
    const desk = openDesk();
    const callId = await openCall(desk);
    await desk.as('lead');
    await importPack(desk, newer('1.1.0'));
    await activate(desk, '1.1.0');
    await desk.as('agent');
    const current = await desk.call('call.current', {});
    expect(current?.record).toMatchObject({id: callId, opened: {pack: {version: '1.0.0'}}});
    expect((await desk.call('pack.get', {id: 'small', version: '1.0.0'})).info.active).toBe(false);
  });

  test('for a call is the one of the account’s rules', async () => {
    const american = {...smallPack(), id: 'small-us', language: 'en', jurisdiction: 'US'};
    const desk = openDesk({libraryFolder: smallLibrary([smallPack(), american])});
    const account = anAccount({
      jurisdiction: 'US',
      language: 'en',
      timeZones: {told: null, address: 'America/New_York', number: null},
    });
    await desk.call('account.save', {account});
    await openCall(desk, account);
    expect((await desk.call('call.current', {}))?.record.opened.pack?.id).toBe('small-us');
  });
});

describe('a pack that was damaged on the disk', () => {
  test.for([
    ['is no JSON any more', "UPDATE pack SET body = substr(body, 1, 200) WHERE version = '1.0.0'"],
    ['has another word in it', "UPDATE pack SET body = replace(body, '没关系', '你必须') WHERE version = '1.0.0'"],
    ['is another pack', `UPDATE pack SET body = '${canonical(newer('1.0.0'))}' WHERE version = '1.0.0'`],
    ['is empty', "UPDATE pack SET body = '' WHERE version = '1.0.0'"],
  ] as const)('is refused when it %s, and the doctor names it', async ([, statement]) => {
    const desk = await leadDesk();
    await importPack(desk, newer('1.1.0'));
    tamper(desk.folder, statement);
    const again = desk.reopen();
    await again.as('lead');
    expect((await again.refusal('pack.get', {id: 'small', version: '1.0.0'})).code).toBe('untrusted');
    expect((await again.refusal('pack.export', {id: 'small', version: '1.0.0'})).code).toBe('untrusted');
    expect((await again.refusal('pack.search', {text: '忘了', limit: 1})).code).toBe('untrusted');
    const {ok, checks} = await again.call('desk.doctor', {});
    expect(ok).toBe(false);
    expect(checks.find((check) => check.name.en === 'pack contents')).toMatchObject({
      ok: false,
      detail: {en: expect.stringContaining('small@1.0.0') as string},
    });
    // The way out is another version, and it does not read the damaged one.
    await activate(again, '1.1.0');
    expect((await again.call('pack.search', {text: '忘了', limit: 1})).hits).toHaveLength(1);
    expect((await again.refusal('pack.activate', {id: 'small', version: '1.0.0', eventId: v7()})).code).toBe(
      'untrusted',
    );
    expect(again.log).toEqual([]);
  });

  test('keeps nobody from logging calls: they are made without a pack until the lead activates another', async () => {
    const desk = await leadDesk();
    await importPack(desk, newer('1.1.0'));
    tamper(desk.folder, "UPDATE pack SET body = substr(body, 1, 200) WHERE version = '1.0.0'");
    const again = desk.reopen();
    await again.as('agent');
    const account = anAccount();
    await again.call('account.save', {account});
    const callId = await openCall(again, account);
    // The debt is there all the same, in the buckets of no pack.
    expect((await again.call('call.current', {}))?.record.opened).toMatchObject({pack: null, bucket: 'M2'});
    await again.call('call.saveOutcome', {id: v7(), callId, outcome: anOutcome({contact: 'NA'})});
    expect((await again.call('call.get', {id: callId})).record.opened.pack).toBeNull();
    await again.as('lead');
    await activate(again, '1.1.0');
    await again.as('agent');
    await openCall(again, account);
    expect((await again.call('call.current', {}))?.record.opened.pack?.version).toBe('1.1.0');
    expect(again.log).toEqual([]);
  });
});
