import {describe, expect, test} from 'vitest';
import {freshDocument, renameSlot} from '../../electron/domain/draft-parts.ts';
import {applyEdits, type PackDocument} from '../../electron/domain/pack-draft.ts';
import {packFaults} from '../../electron/domain/pack-problems.ts';
import {smallPack} from '../small-pack.ts';

describe('another name for a slot', () => {
  const renamed = (document: PackDocument) => applyEdits(document, renameSlot(document, 'amount', 'due'));

  test('is given in every line, empathy, question and fact at once, and taken back at once', () => {
    const before = smallPack();
    const [objection] = before.objections;
    if (objection === undefined) throw new Error('the small pack has no objection');
    Object.assign(objection, {
      empathy: '应还{amount}，压力不小。',
      followUps: [{id: 'forgot.f1', kind: 'open', text: '{amount}打算怎么还？'}],
      avoid: ['别说{amount}很少'],
    });
    const {document, undo} = renamed(before);
    const text = JSON.stringify(document);
    expect(text).toContain('{due}');
    expect(text).not.toContain('{amount}');
    expect(document.slots.map(({id}) => id)).toContain('due');
    const firm = document.objections[0]?.answers.firm[0];
    expect(firm?.facts).toContain('due');
    expect(firm?.facts).not.toContain('amount');
    expect(packFaults(document).faults).toEqual(packFaults(before).faults);
    expect(applyEdits(document, undo).document).toEqual(before);
  });

  test('leaves slots alone whose name only begins the same, and words that are no slot', () => {
    const before = smallPack();
    before.slots.push({id: 'amountPaid', name: '已还', type: 'money', source: 'debt.paid'});
    const [stage] = before.stages;
    stage?.lines.push({id: 's.x', text: 'amount {amountPaid} {amount}'});
    const {document} = renamed(before);
    expect(document.stages[0]?.lines.at(-1)?.text).toBe('amount {amountPaid} {due}');
    expect(document.slots.map(({id}) => id)).toEqual(expect.arrayContaining(['due', 'amountPaid']));
  });
});

describe('a pack after the pattern of another', () => {
  const like: PackDocument = {
    ...smallPack(),
    version: '3.2.1',
    description: 'of the pattern',
    lexicon: [{id: 'c', language: 'zh-CN', objections: ['forgot'], expressions: [{text: '忘'}]}],
  };

  test('has its parts, a name and a first version of its own, and nothing that describes the other', () => {
    const {description: _, ...rest} = like;
    const own = freshDocument(like, {id: 'own', title: '自己的', empty: false});
    expect(own).toEqual({...rest, id: 'own', title: '自己的', version: '1.0.0'});
  });

  test('may leave out the objections, and with them the search words that name them', () => {
    const own = freshDocument(like, {id: 'own', title: '自己的', empty: true});
    expect([own.objections, own.lexicon, own.stages]).toEqual([[], undefined, like.stages]);
  });
});
