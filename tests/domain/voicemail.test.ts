import {expect, test} from 'vitest';
import {messageMayBeLeft} from '../../electron/domain/voicemail.ts';

const NAMED = {text: '这里是{institution}，请回电。'};

test.for(['安和债务催收', '恒信清收中心', 'Sample Recovery', 'Acme Debt Collections'])(
  'a message with the name %s tells of a debt, and is none that may be left',
  (institution) => {
    expect(messageMayBeLeft(NAMED, institution)).toBe(false);
    expect(messageMayBeLeft({text: '请给李敏回电。'}, institution)).toBe(true);
  },
);

test.for(['安和消费金融', 'Sample Services', '白鹭银行'])('a message with the name %s may be left', (institution) => {
  expect(messageMayBeLeft(NAMED, institution)).toBe(true);
});

test('without a message there is none to leave', () => {
  expect(messageMayBeLeft(null, '安和消费金融')).toBe(false);
});
