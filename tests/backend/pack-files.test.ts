import {v7} from 'uuid';
import {expect, test} from 'vitest';
import {openDesk} from '../open-desk.ts';

const SMALL = {id: 'small', version: '1.0.0'};

test.each(['csv', 'xlsx'] as const)('a version that is exported as %s and read again is the same pack', async (as) => {
  const desk = openDesk();
  await desk.as('lead');
  const {text, encoding, info} = await desk.call('pack.export', {...SMALL, as});
  const bytes = Buffer.from(text, encoding).toString('base64');
  const {text: read} = await desk.call('pack.readTable', {bytes});
  expect((await desk.call('pack.check', {text: read})).pack?.sha256).toBe(info.sha256);
  expect(await desk.call('pack.import', {id: v7(), text: read})).toMatchObject({...SMALL, sha256: info.sha256});
});

test('a table with a cell that cannot be read is refused, with the place', async () => {
  const desk = openDesk();
  await desk.as('lead');
  const {text} = await desk.call('pack.export', {...SMALL, as: 'csv'});
  const bytes = Buffer.from(text.replace(/^slots,,/m, 'slits,,')).toString('base64');
  const {code, problems} = await desk.refusal('pack.readTable', {bytes});
  expect(code).toBe('invalid_input');
  expect(problems?.[0]).toMatchObject({path: expect.stringMatching(/^slits : \d+$/) as string});
});

test('what is no table of a pack is refused in words', async () => {
  const desk = openDesk();
  const refusal = await desk.refusal('pack.readTable', {bytes: Buffer.from('name,amount\nA,1\n').toString('base64')});
  expect(refusal).toMatchObject({
    code: 'invalid_input',
    message: {en: expect.stringContaining('no whole script pack') as string},
  });
});
