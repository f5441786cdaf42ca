import {createHash} from 'node:crypto';
import * as fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {CHAIN_START, type ChainedEvent} from '../../electron/contract/journal.ts';
import {canonicalJson, eventHash, linkEvent, linkFault, payloadDigest} from '../../electron/store/journal-chain.ts';
import {canonical} from './rfc8785.ts';

const sha256 = (...parts: (string | Uint8Array)[]) => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest('hex');
};

const salt = Buffer.from('000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f', 'hex');
const payload = {
  note: '张伟说"忘了"\n明天还',
  tags: ['CP', 'EVD'],
  promise: {amount: 328_050, currency: 'CNY'},
  reason: null,
};

const first: ChainedEvent = {
  v: 1,
  device: '01935a00-0000-7000-8000-0000000000d1',
  seq: 1,
  id: '01935a00-0000-7000-8000-000000000001',
  callId: null,
  type: 'profile.saved',
  at: '2026-11-21T04:00:00.000Z',
  agent: null,
  prev: CHAIN_START,
  payloadDigest: '6f3f1c8a'.repeat(8),
};
const second: ChainedEvent = {
  ...first,
  seq: 2,
  id: '01935a00-0000-7000-8000-000000000002',
  callId: '01935a00-0000-7000-8000-000000000002',
  type: 'call.opened',
  agent: '坐席 A-17 "小周"',
  prev: 'f'.repeat(64),
};

// These values are the format. If one of them changes, every journal that was ever written stops being proof.
describe('the format that never changes', () => {
  test('the start of a chain is sixty-four zeros', () => {
    expect(CHAIN_START).toBe('0'.repeat(64));
  });

  test('an event is hashed in this form and no other', () => {
    const text =
      '{"agent":null,"at":"2026-11-21T04:00:00.000Z","callId":null,"device":"01935a00-0000-7000-8000-0000000000d1",' +
      '"id":"01935a00-0000-7000-8000-000000000001",' +
      `"payloadDigest":"${'6f3f1c8a'.repeat(8)}","prev":"${'0'.repeat(64)}","seq":1,"type":"profile.saved","v":1}`;
    expect(canonical(first)).toBe(text);
    expect(eventHash(first)).toBe(sha256(text));
    expect(eventHash(first)).toBe('3fb07a30ce2f2ee51846bf4279cccce57799f397b7c958dc12088314718bb20f');
    expect(eventHash(second)).toBe(sha256(canonical(second)));
    expect(eventHash(second)).toBe('a1de9e5324eb6641fff5c132a778445f9c8140ca128b7137d26d7e7c0a27c818');
  });

  test('a payload is digested behind its salt, in canonical form', () => {
    const text =
      '{"note":"张伟说\\"忘了\\"\\n明天还","promise":{"amount":328050,"currency":"CNY"},"reason":null,"tags":["CP","EVD"]}';
    expect(canonicalJson(payload)).toBe(text);
    expect(payloadDigest(salt, text)).toBe(sha256(salt, text));
    expect(payloadDigest(salt, text)).toBe('0a1989ae6fd2eb77755a5e1fa0c746d266a64835082d3d47f657fd3104237b4c');
  });

  test('a new link is what another program would make of it', () => {
    const {v: _v, payloadDigest: _digest, ...event} = second;
    const link = linkEvent(event, payload);
    expect(Object.keys(link).sort()).toEqual([
      'agent',
      'at',
      'callId',
      'device',
      'hash',
      'id',
      'payload',
      'payloadDigest',
      'prev',
      'salt',
      'seq',
      'type',
      'v',
    ]);
    expect(link.payload).toBe(canonical(payload));
    expect(link.salt).toMatch(/^[0-9a-f]{64}$/);
    const digest = sha256(Buffer.from(link.salt, 'hex'), canonical(payload));
    expect(link.payloadDigest).toBe(digest);
    expect(link.hash).toBe(sha256(canonical({...second, payloadDigest: digest})));
  });

  test('every link has a salt of its own, so that the same words look different', () => {
    const {v: _v, payloadDigest: _digest, ...event} = first;
    const links = Array.from({length: 20}, () => linkEvent(event, {note: ''}));
    expect(new Set(links.map((link) => link.salt)).size).toBe(20);
    expect(new Set(links.map((link) => link.payloadDigest)).size).toBe(20);
  });

  test('nothing but the chained fields is hashed', () => {
    expect(eventHash({...first, hash: 'x', salt: 'y', payload: 'z'} as ChainedEvent)).toBe(eventHash(first));
  });

  test('the canonical form is that of RFC 8785, for any JSON', () => {
    // The RFC's own examples.
    expect(
      canonicalJson({
        '\u20ac': 'Euro',
        '\r': 'CR',
        '\ufb33': 'D',
        '1': 'One',
        '\ud83d\ude00': 'S',
        '\u0080': 'C',
        '\u00f6': 'o',
      }),
    ).toBe('{"\\r":"CR","1":"One","\u0080":"C","\u00f6":"o","\u20ac":"Euro","\ud83d\ude00":"S","\ufb33":"D"}');
    expect(canonicalJson([56, 1e30, 4.5, 2e-3, 1e-27, -0, 1e21, 0.1])).toBe('[56,1e+30,4.5,0.002,1e-27,0,1e+21,0.1]');
    fc.assert(
      fc.property(fc.jsonValue({stringUnit: 'grapheme'}), (value) => {
        const read = JSON.parse(JSON.stringify(value)) as unknown;
        expect(canonicalJson(read)).toBe(canonical(read));
        expect(JSON.parse(canonicalJson(read))).toEqual(JSON.parse(JSON.stringify(read)));
      }),
      {numRuns: 300},
    );
  });
});

describe('a link', () => {
  const {v: _v, payloadDigest: _digest, ...event} = second;
  const link = linkEvent(event, payload);

  test('holds where it stands', () => {
    expect(linkFault(link, 2, link.prev)).toBeNull();
  });

  test('holds when its payload was erased: the proof stays whole', () => {
    expect(linkFault({...link, payload: null, salt: null}, 2, link.prev)).toBeNull();
  });

  test('does not hold elsewhere', () => {
    expect(linkFault(link, 3, link.prev)).toBe('seq');
    expect(linkFault(link, 2, CHAIN_START)).toBe('prev');
  });

  test.for([
    ['device', '01935a00-0000-7000-8000-0000000000d2'],
    ['id', '01935a00-0000-7000-8000-000000000003'],
    ['callId', null],
    ['type', 'call.connected'],
    ['at', '2026-11-21T04:00:00.001Z'],
    ['agent', '坐席 A-18'],
    ['payloadDigest', '0'.repeat(64)],
    ['hash', '0'.repeat(64)],
  ] as const)('does not hold with another %s', ([field, value]) => {
    expect(linkFault({...link, [field]: value}, 2, link.prev)).toBe('hash');
  });

  test('does not hold with another payload or salt', () => {
    expect(linkFault({...link, payload: link.payload.replace('忘了', '不还')}, 2, link.prev)).toBe('payload');
    expect(linkFault({...link, payload: ` ${link.payload}`}, 2, link.prev)).toBe('payload');
    expect(linkFault({...link, salt: '0'.repeat(64)}, 2, link.prev)).toBe('payload');
  });
});
