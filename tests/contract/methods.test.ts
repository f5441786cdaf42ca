import {beforeAll, describe, expect, test} from 'vitest';
import {openBackend, type Backend} from '../../electron/backend/backend.ts';
import {methods, type MethodName} from '../../electron/contract/methods.ts';
import {ROLES, type Role} from '../../electron/contract/values.ts';
import {cpSync, mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {contractCases, refusalFault, replyFault, sampleInputs} from './cases.ts';
import {openDesk, profile} from '../open-desk.ts';

const SHIPPED = join(import.meta.dirname, '../../scripts-library');
const desks = new Map<Role, Backend>();
const log: string[] = [];

beforeAll(() => {
  const folder = mkdtempSync(join(tmpdir(), 'callside-contract-'));
  // What ships with the app, but no pack.
  const libraryFolder = join(folder, 'library');
  for (const part of ['rules', 'conduct']) cpSync(join(SHIPPED, part), join(libraryFolder, part), {recursive: true});
  for (const role of ROLES) {
    const options = {libraryFolder, exclusive: false, profile, checkReplies: true};
    const dataFolder = join(folder, role);
    desks.set(role, openBackend({...options, dataFolder, role, host: 'cli', version: '0', log: (l) => log.push(l)}));
  }
  return () => {
    for (const desk of desks.values()) desk.close();
    rmSync(folder, {recursive: true});
  };
});

const ask = (role: Role, method: unknown, input: unknown) => {
  const desk = desks.get(role);
  if (desk === undefined) throw new Error(`no desk of ${role}`);
  return desk.call(method as string, input);
};

describe('what does not fit the contract is refused', () => {
  const cases = contractCases();

  test('the list of cases covers every method, and every role that a method is shut to', () => {
    const names = new Set(cases.map(({role, method, code}) => `${code} ${method} ${role}`));
    for (const [method, spec] of Object.entries(methods) as [MethodName, {roles: readonly Role[]}][]) {
      expect(cases.filter((one) => one.method === method && one.code === 'invalid_input').length).toBeGreaterThan(8);
      for (const role of ROLES) {
        expect(names.has(`forbidden ${method} ${role}`)).toBe(!spec.roles.includes(role));
      }
    }
  });

  test.for(Object.keys(methods))('%s: wrong role, malformed input', async (method) => {
    const faults: string[] = [];
    for (const {name, role, input, code} of cases.filter((one) => one.method === method)) {
      const fault = refusalFault(await ask(role, method, input), code);
      if (fault !== null) faults.push(`${name}: ${fault}`);
    }
    expect(faults).toEqual([]);
  });

  test('unknown methods and names of the prototype are not found', async () => {
    const faults: string[] = [];
    for (const {name, role, method, input, code} of cases.filter((one) => one.code === 'not_found')) {
      const fault = refusalFault(await ask(role, method, input), code);
      if (fault !== null) faults.push(`${name}: ${fault}`);
    }
    expect(faults).toEqual([]);
  });

  test.for([undefined, null, 7, true, {}, ['call.open'], Symbol('call.open'), {toString: () => 'session.get'}])(
    'a method that is no text is not found (%s)',
    async (method) => {
      expect(refusalFault(await ask('agent', method, {}), 'not_found')).toBeNull();
    },
  );

  test.for([undefined, () => ({}), Symbol('x'), 1n, Number.NaN, new Date(), new Map([['id', 'x']])])(
    'an input that JSON cannot carry is refused',
    async (input) => {
      expect(refusalFault(await ask('agent', 'account.get', input), 'invalid_input')).toBeNull();
    },
  );

  test('an input that throws when it is read does not get its words out', async () => {
    const trap = Object.defineProperty({}, 'id', {
      enumerable: true,
      get: () => {
        throw new Error('secret of a getter');
      },
    });
    const reply = await ask('agent', 'account.get', trap);
    expect(refusalFault(reply, 'internal')).toBeNull();
    expect(JSON.stringify(reply)).not.toContain('secret');
  });

  test.for([
    ['pack.check', 'agent'],
    ['pack.import', 'lead'],
    ['account.import', 'agent'],
  ] as const)('%s refuses a file above its limit', async ([method, role]) => {
    const input = {...sampleInputs[method], text: 'x'.repeat(20_000_001)};
    expect(refusalFault(await ask(role, method, input), 'invalid_input')).toBeNull();
  });

  test('an input of a hundred thousand unknown keys is refused in few words', async () => {
    const input = Object.fromEntries(Array.from({length: 100_000}, (_, i) => [`key${i}`, i]));
    const reply = await ask('agent', 'session.get', input);
    expect(refusalFault(reply, 'invalid_input')).toBeNull();
    expect(JSON.stringify(reply).length).toBeLessThan(10_000);
  });

  test('none of this was a bug', () => {
    expect(log.filter((line) => !line.startsWith('account.get: Error: secret of a getter'))).toEqual([]);
  });
});

describe('what fits is answered in the one shape', () => {
  test.for(Object.keys(methods) as MethodName[])('%s', async (method) => {
    for (const role of methods[method].roles) {
      const reply = await ask(role, method, structuredClone(sampleInputs[method]));
      await ask(role, 'session.enter', {role, pin: '1234'});
      expect(replyFault(reply)).toBeNull();
      // The things named in the samples do not exist: what refuses is the handler, and never for the input's form.
      const code = reply.ok ? 'ok' : reply.error.code;
      expect(['ok', 'not_found', 'untrusted', 'conflict', 'unavailable']).toContain(code);
    }
  });
});

describe('a bug stays inside', () => {
  test('a handler that throws is answered as internal, and logged without the input', async () => {
    const desk = openDesk();
    desk.backend.close();
    for (const method of ['session.get', 'call.current', 'pack.list', 'desk.doctor', 'journal.verify'] as const) {
      const reply = await desk.backend.call(method, {});
      expect(refusalFault(reply, 'internal')).toBeNull();
    }
    const reply = await desk.backend.call('account.list', {text: 'Zhang Weiming', limit: 1});
    expect(refusalFault(reply, 'internal')).toBeNull();
    expect(JSON.stringify(reply)).not.toMatch(/database|connection|open/i);
    expect(desk.log.join('\n')).toMatch(/account\.list: TypeError: The database connection is not open/);
    expect(desk.log.join('\n')).not.toContain('Zhang');
  });

  test('the checker of replies sees a leak, a missing language and another shape', () => {
    const message = {'zh-CN': '没有找到。', en: 'Not found.'};
    expect(replyFault({ok: false, error: {code: 'not_found', message}})).toBeNull();
    expect(replyFault(undefined)).not.toBeNull();
    expect(replyFault({ok: true})).not.toBeNull();
    expect(replyFault({ok: true, value: 1, stack: ''})).not.toBeNull();
    expect(replyFault({ok: false, error: {code: 'odd', message}})).not.toBeNull();
    expect(replyFault({ok: false, error: {code: 'not_found', message, stack: 'x'}})).not.toBeNull();
    expect(
      replyFault({ok: false, error: {code: 'not_found', message: {...message, 'zh-CN': 'Not found.'}}}),
    ).not.toBeNull();
    expect(
      replyFault({ok: false, error: {code: 'internal', message: {...message, en: 'SqliteError: x'}}}),
    ).not.toBeNull();
    const problems = [{path: 'x', message: {'zh-CN': 'only English', en: 'only English'}}];
    expect(replyFault({ok: false, error: {code: 'invalid_input', message, problems}})).not.toBeNull();
    expect(refusalFault({ok: true, value: {}}, 'forbidden')).not.toBeNull();
    expect(refusalFault({ok: false, error: {code: 'not_found', message}}, 'forbidden')).not.toBeNull();
  });
});
