import {v7} from 'uuid';
import {describe, expect, test} from 'vitest';
import {anOutcome, madeCall, openDesk, profile, type TestDesk} from '../open-desk.ts';
import {type PackDocument, smallPack} from '../small-pack.ts';

function version(number: string, text: string, bend: (pack: PackDocument) => void = () => {}): PackDocument {
  const pack = {...smallPack(), version: number};
  Object.assign(pack.objections[0]?.answers.soft[0] as object, {text});
  bend(pack);
  return pack;
}

async function asLead(desk: TestDesk, work: () => Promise<unknown>): Promise<void> {
  await desk.as('lead');
  await work();
  await desk.as('agent');
}
const activate = (desk: TestDesk, number: string) =>
  asLead(desk, () => desk.call('pack.activate', {id: 'small', version: number, eventId: v7()}));
const bring = async (desk: TestDesk, pack: PackDocument) => {
  await asLead(desk, () => desk.call('pack.import', {id: v7(), text: JSON.stringify(pack)}));
  await activate(desk, pack.version);
};
const news = (desk: TestDesk) => desk.call('pack.news', {});
async function see(desk: TestDesk): Promise<void> {
  const told = await news(desk);
  if (told === null) throw new Error('there is nothing to see');
  await desk.call('pack.seen', {eventId: v7(), id: told.id, sha256: told.to.sha256});
}

describe('what an agent has not seen of the pack in use', () => {
  test('is nothing on a desk whose pack never changed', async () => {
    const desk = openDesk();
    expect(await news(desk)).toBeNull();
    await madeCall(desk, anOutcome());
    expect(await news(desk)).toBeNull();
  });

  test('is told with its words, also at the first start after it, until it was seen', async () => {
    const desk = openDesk();
    await bring(desk, version('1.1.0', '没关系，明天处理也来得及。'));
    const again = desk.reopen();
    expect(await news(again)).toMatchObject({
      id: 'small',
      from: {version: '1.0.0'},
      to: {version: '1.1.0'},
      takenBack: false,
      total: 1,
      unread: 0,
      changes: [{kind: 'changed', words: expect.arrayContaining([{kind: 'added', text: '明天'}]) as unknown}],
    });
    await see(again);
    expect(await news(again)).toBeNull();
    expect(await news(again.reopen())).toBeNull();
  });

  test('is counted from what was seen last, over all versions in between', async () => {
    const desk = openDesk();
    await bring(desk, version('1.1.0', '一版。'));
    await bring(desk, version('1.2.0', '二版。'));
    expect(await news(desk)).toMatchObject({from: {version: '1.0.0'}, to: {version: '1.2.0'}, total: 1});
  });

  test('is told of a version that was taken back', async () => {
    const desk = openDesk();
    await bring(desk, version('1.1.0', '一版。'));
    await see(desk);
    await activate(desk, '1.0.0');
    expect(await news(desk)).toMatchObject({from: {version: '1.1.0'}, to: {version: '1.0.0'}, takenBack: true});
  });

  test('is each agent’s own, and none for who sat down after the change', async () => {
    const desk = openDesk();
    const other = {...profile, agentId: 'B-2'};
    await desk.call('profile.save', {id: v7(), profile: other});
    await bring(desk, version('1.1.0', '一版。'));
    await see(desk);
    await desk.call('profile.use', {id: v7(), agentId: profile.agentId});
    expect(await news(desk)).not.toBeNull();
    await desk.call('profile.save', {id: v7(), profile: {...profile, agentId: 'C-3'}});
    expect(await news(desk)).toBeNull();
  });

  test('counts what no agent reads without listing it, and lists no more than a card holds', async () => {
    const desk = openDesk();
    const many = version('1.1.0', '一版。', (pack) => {
      pack.objections[0]?.phrasings.push({id: 'new', text: '记错日子了'});
      pack.wordLists = [{id: 'w', category: '词', severity: 'warn', language: 'zh-CN', words: ['某词']}];
      pack.stages[3]?.lines.push(
        ...Array.from({length: 80}, (_, i) => ({id: `more.${i}`, text: `第${i}句，请您说说情况。`})),
      );
    });
    await bring(desk, many);
    const told = await news(desk);
    expect(told).toMatchObject({total: 81, unread: 2});
    expect(told?.changes).toHaveLength(60);
  });

  test('is noted in the journal once, and refused for a content that was never here', async () => {
    const desk = openDesk();
    await bring(desk, version('1.1.0', '一版。'));
    const {id, to} = (await news(desk)) ?? {id: '', to: {sha256: ''}};
    const seen = {eventId: v7(), id, sha256: to.sha256};
    await desk.call('pack.seen', seen);
    await desk.call('pack.seen', seen);
    expect((await desk.call('journal.verify', {})).ok).toBe(true);
    const refused = await desk.refusal('pack.seen', {eventId: v7(), id, sha256: '0'.repeat(64)});
    expect(refused.code).toBe('not_found');
    await desk.as('lead');
    expect((await desk.refusal('pack.news', {})).code).toBe('forbidden');
  });
});

describe('a comparison as a page', () => {
  test('is made for every role, in the language that is asked for, and refused for an unknown version', async () => {
    const desk = openDesk();
    await bring(desk, version('1.1.0', '<b>一版</b>。'));
    const [from, to] = [
      {id: 'small', version: '1.0.0'},
      {id: 'small', version: '1.1.0'},
    ];
    const {html} = await desk.call('pack.diffPage', {from, to, language: 'zh-CN'});
    expect(html).toContain('lang="zh-CN"');
    expect(html).toContain('&lt;b&gt;');
    expect(html).not.toContain('<b>一版');
    const unknown = await desk.refusal('pack.diffPage', {from, to: {...to, version: '9.9.9'}, language: 'en'});
    expect(unknown.code).toBe('not_found');
  });
});
