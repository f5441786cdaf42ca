import {describe, expect, test} from 'vitest';
import {Pack} from '../../electron/contract/pack.ts';
import {createPackSearch, entriesOf, lexiconFor} from '../../electron/domain/pack-search.ts';
import {smallPack} from '../small-pack.ts';

const pack = (more: object = {}) => Pack.parse({...smallPack(), ...more});

test('an objection is one entry, with its phrasings and its category', () => {
  const {objections} = pack();
  const [first] = objections;
  expect(entriesOf({objections})[0]).toEqual({
    id: first?.id,
    groupId: first?.id,
    title: first?.title,
    aliases: first?.phrasings.map((phrasing) => phrasing.text),
    tags: [first?.category],
  });
});

describe('the lexicon of a pack', () => {
  const shipped = [{formatVersion: 1 as const, language: 'en' as const, concepts: [], fillers: ['um']}];

  test('is the shipped one where the pack adds nothing', () => {
    expect(lexiconFor(shipped, pack())).toEqual(shipped);
  });

  test('gets the pack’s own concepts, which name their objections', () => {
    const [objection] = pack().objections;
    const own = {
      id: 'wallet',
      language: 'zh-CN',
      objections: [objection?.id],
      expressions: [{text: '钱包空了', weight: 0.5}],
    };
    expect(lexiconFor(shipped, pack({lexicon: [own]}))).toEqual([
      ...shipped,
      {
        formatVersion: 1,
        language: 'zh-CN',
        concepts: [
          {
            id: 'pack.wallet',
            title: 'wallet',
            anchors: [],
            expressions: [['钱包空了', 0.5]],
            not: [],
            objections: [objection?.id],
          },
        ],
        fillers: [],
      },
    ]);
  });
});

test('hits are told in the words of the pack', () => {
  const small = pack();
  const {hits, sure} = createPackSearch(small, []).search('忘了', {}, 3);
  const objection = small.objections.find(({id}) => id === hits[0]?.objectionId);
  expect(sure).toBe(true);
  expect(hits[0]).toMatchObject({title: objection?.title, category: objection?.category});
  expect(hits[0]?.phrasing).toContain('忘');
});
