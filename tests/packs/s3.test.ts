import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {v7} from 'uuid';
import {describe, expect, onTestFinished, test, vi} from 'vitest';
import {AppError} from '../../electron/contract/errors.ts';
import {addLead} from '../../electron/packs/leads.ts';
import {publishPack} from '../../electron/packs/publishing.ts';
import {createRepository} from '../../electron/packs/repository-creation.ts';
import {readRepository} from '../../electron/packs/repository.ts';
import type {Owner} from '../../electron/packs/repository-owner.ts';
import {s3Place} from '../../electron/packs/s3-place.ts';
import {s3Storage} from '../../electron/packs/s3-storage.ts';
import type {RepositoryStorage} from '../../electron/packs/storage.ts';
import {webSource} from '../../electron/packs/web-source.ts';
import {documentOf, errorOf, fileWith, terminal} from '../hosts/terminal-run.ts';
import {NOON, openDesk, temporaryFolder} from '../open-desk.ts';
import {northPack} from './forged-repository.ts';
import {checkedPack} from './checked-pack.ts';
import {copyOf, NOW, ownerIn, readAll, workFolder} from './publisher.ts';
import {BUCKET, type S3Request, s3Server, type S3Server, signatureOf, type Trouble} from './s3-server.ts';

const all = {team: 'north', permille: 1000};
const REPO = `s3://${BUCKET}/team/packs`;

const storageAt = ({env}: S3Server, more: Record<string, string> = {}): RepositoryStorage =>
  s3Storage(s3Place(REPO, {...env, ...more}), {now: () => NOW, wait: async () => {}});

async function refusalOf(work: Promise<unknown>): Promise<AppError> {
  try {
    await work;
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error('was not refused');
}

const codeOf = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work;
    return 'done';
  } catch (error) {
    return error instanceof AppError ? error.code : String(error);
  }
};

/** A repository with a release and two leads. */
async function madeThere(server: S3Server): Promise<{folder: string; owner: Owner}> {
  const folder = workFolder();
  const owner = await ownerIn(folder, {storage: storageAt(server)});
  await createRepository(owner, {team: 'north'});
  await addLead(owner, {team: 'north', name: 'wang'});
  await publishPack(owner, {...all, pack: checkedPack('1.0.0')});
  return {folder, owner};
}

const as = (server: S3Server, folder: string, lead: string): Promise<Owner> =>
  ownerIn(folder, {storage: storageAt(server), lead});

describe('our server', () => {
  test('computes the signature that Amazon publishes for its example', () => {
    const headers: Record<string, string> = {
      host: 'examplebucket.s3.amazonaws.com',
      range: 'bytes=0-9',
      'x-amz-content-sha256': 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
      'x-amz-date': '20130524T000000Z',
    };
    const signature = signatureOf({
      method: 'GET',
      path: '/test.txt',
      headers: (name) => headers[name] ?? '',
      signedHeaders: 'host;range;x-amz-content-sha256;x-amz-date',
      scope: '20130524/us-east-1/s3/aws4_request',
      secret: ['wJalrXUtnFEMI', 'K7MDENG', 'bPxRfiCYEXAMPLEKEY'].join('/'),
    });
    expect(signature).toBe('f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41');
  });
});

describe('S3-compatible storage', () => {
  test('makes a file once, and replaces it only as it was expected', async () => {
    const server = await s3Server();
    const {owner} = await madeThere(server);
    const {storage} = owner;
    const [one, two] = [Buffer.from('one'), Buffer.from('two')];
    expect(await storage.read('a/b.json', 10)).toBeNull();
    expect(await storage.create('a/b.json', one)).toBe(true);
    expect(await storage.create('a/b.json', two)).toBe(false);
    const found = await storage.read('a/b.json', 10);
    expect(found?.bytes.equals(one)).toBe(true);
    expect(await storage.replace('a/b.json', two, null)).toBe(false);
    expect(await storage.replace('a/b.json', two, '"other"')).toBe(false);
    expect(await storage.replace('a/b.json', two, found?.etag ?? '')).toBe(true);
    expect(await storage.replace('a/b.json', one, found?.etag ?? '')).toBe(false);
    expect(await storage.replace('gone.json', one, '"other"')).toBe(false);
    expect(await storage.replace('new.json', one, null)).toBe(true);
    expect((await refusalOf(storage.read('a/b.json', 2))).code).toBe('untrusted');
  });

  test('is asked for nothing but GET and PUT with a condition, each signed', async () => {
    const server = await s3Server();
    await madeThere(server);
    expect(new Set(server.asked.map(({method, signed}) => `${method} ${signed}`))).toEqual(
      new Set(['GET true', 'PUT true']),
    );
    expect(server.asked.every(({status}) => [200, 404, 412].includes(status))).toBe(true);
    const kept = (name: RegExp) =>
      [...server.objects].filter(([key]) => name.test(key)).map(([, {headers}]) => headers['cache-control']);
    expect(new Set(kept(/\/targets\//))).toEqual(new Set(['public, max-age=31536000, immutable']));
    expect(new Set(kept(/\/metadata\//))).toEqual(new Set(['no-cache']));
  });

  test(
    'carries a team from its making to a withdrawal, and desks follow over plain HTTP',
    {timeout: 180_000},
    async () => {
      const server = await s3Server();
      server.now = () => new Date(NOON);
      const {AWS_SECRET_ACCESS_KEY: secret = '', AWS_ACCESS_KEY_ID: id = ''} = server.env;
      const [keys, data] = [join(workFolder(), 'keys'), join(temporaryFolder(), 'data')];
      const told: string[] = [];
      const run = async (...args: string[]): Promise<unknown> => {
        const done = await terminal([...args, '--json', '--lang', 'en'], server.env);
        told.push(done.out, done.err);
        expect(done.err).toBe('');
        return documentOf(done);
      };
      const there = ['--repo', REPO, '--keys', keys];
      const north = [...there, '--team', 'north'];
      const made = (await run('pack', 'init-repo', ...north)) as {enrolment: string; notes: string[]};
      expect(made.enrolment).toBe(join(keys, 'enrolment-north.json'));
      expect(made.notes.join()).toContain(`${server.url}/${BUCKET}/team/packs`);
      await run('pack', 'add-lead', ...north, '--name', 'wang');
      const publish = (version: string) =>
        run('pack', 'publish', fileWith(JSON.stringify(northPack(version))), ...north, '--reason', 'for the test');
      expect(await publish('1.0.0')).toMatchObject({id: 'north-script', version: '1.0.0', permille: 1000});

      await run('pack', 'enrol', made.enrolment, '--data', data);
      const sync = () => run('pack', 'sync', '--data', data);
      expect(await sync()).toMatchObject({active: [{id: 'north-script', version: '1.0.0'}]});
      await publish('1.1.0');
      expect(await sync()).toMatchObject({changed: [{id: 'north-script', from: '1.0.0', to: '1.1.0'}]});
      await run('pack', 'withdraw', 'north-script@1.1.0', ...north, '--lead', 'wang');
      await run('pack', 'refresh', ...there);
      expect(await sync()).toMatchObject({changed: [{id: 'north-script', from: '1.1.0', to: '1.0.0'}]});
      expect(server.asked.some(({signed}) => !signed)).toBe(true);

      // A desk that may read nothing there keeps what it has.
      server.open = false;
      const shut = await terminal(['pack', 'sync', '--data', data, '--json'], {});
      expect(shut.code).toBe(1);
      expect(['unavailable', 'untrusted']).toContain(errorOf(shut).code);

      const everything = told.join() + [...server.objects.values()].map(({bytes}) => bytes.toString('latin1')).join();
      expect(everything).not.toContain(secret);
      expect(everything).not.toContain(id);
    },
  );

  test('can be written by its https:// address, and desks be sent to another', async () => {
    const server = await s3Server();
    server.now = () => new Date(NOON);
    const keys = join(workFolder(), 'keys');
    const repo = `${server.url}/${BUCKET}/plain`;
    const args = ['--repo', repo, '--keys', keys, '--team', 'north', '--json'];
    const wrong = await terminal(['pack', 'init-repo', ...args, '--from', `s3://${BUCKET}`], server.env);
    expect(errorOf(wrong).code).toBe('invalid_input');
    expect(server.objects.size).toBe(0);
    const made = await terminal(['pack', 'init-repo', ...args, '--from', 'https://packs.test/north'], server.env);
    expect(documentOf(made)).not.toMatchObject({notes: [expect.anything(), expect.anything()]});
    const file = server.objects.get('plain/enrolment-north.json');
    expect(JSON.parse(file?.bytes.toString() ?? '')).toMatchObject({from: 'https://packs.test/north'});
  });
});

/** Does something once, just before the first request that is meant. */
function justBefore(server: S3Server, meant: (request: S3Request) => boolean, work: () => Promise<void>): void {
  let done = false;
  server.trouble = async (request) => {
    if (done || !meant(request)) return null;
    done = true;
    await work();
    return null;
  };
}

const writesSnapshot = ({method, key}: S3Request) => method === 'PUT' && key.endsWith('.snapshot.json');
const writesTimestamp = ({method, key}: S3Request) => method === 'PUT' && key.endsWith('/timestamp.json');

describe('two leads at once', () => {
  test.for([
    ['lead-1', 'wang'],
    ['wang', 'lead-1'],
  ] as const)(
    'one wins: %s, who comes second to %s, publishes on top, and is told where both cannot be',
    {timeout: 60_000},
    async ([slow, quick]) => {
      const server = await s3Server();
      const {folder} = await madeThere(server);
      const [late, first] = [await as(server, folder, slow), await as(server, folder, quick)];
      justBefore(server, writesSnapshot, async () => {
        await publishPack(first, {...all, pack: checkedPack('1.0.0', {id: 'pack-one'})});
      });
      await publishPack(late, {...all, pack: checkedPack('1.0.0', {id: 'pack-two'})});
      expect(server.asked.filter((each) => writesSnapshot(each) && each.status === 412)).toHaveLength(1);
      const both = ['pack-one@1.0.0 1000', 'pack-two@1.0.0 1000', 'small-pack@1.0.0 1000'];
      expect((await readAll(late.storage)).toSorted()).toEqual(both);

      justBefore(server, writesSnapshot, async () => {
        await publishPack(first, {...all, pack: checkedPack('2.0.0', {title: 'of the first'})});
      });
      const second = {...all, pack: checkedPack('2.0.0', {title: 'of the second'})};
      expect((await refusalOf(publishPack(late, second))).code).toBe('conflict');
      // What the second has to do then: take another version.
      await publishPack(late, {...all, pack: checkedPack('2.0.1', {title: 'of the second'})});
      expect(await readAll(late.storage)).toEqual(
        expect.arrayContaining(['small-pack@2.0.1 1000', ...both.slice(0, 2)]),
      );
    },
  );

  test('whose timestamps meet: the newer one stays', async () => {
    const server = await s3Server();
    const {folder} = await madeThere(server);
    const [late, first] = [await as(server, folder, 'lead-1'), await as(server, folder, 'wang')];
    justBefore(server, writesTimestamp, async () => {
      await publishPack(first, {...all, pack: checkedPack('1.0.0', {id: 'pack-one'})});
    });
    await publishPack(late, {...all, pack: checkedPack('1.1.0', {title: 'new'})});
    expect(server.asked.filter((each) => writesTimestamp(each) && each.status === 412)).toHaveLength(1);
    expect((await readAll(late.storage)).toSorted()).toEqual([
      'pack-one@1.0.0 1000',
      'small-pack@1.0.0 1000',
      'small-pack@1.1.0 1000',
    ]);
  });

  test('whose writes meet in the server (409) are decided by asking again', async () => {
    const server = await s3Server();
    const {owner} = await madeThere(server);
    const busy = new Set<string>();
    server.trouble = ({method, key}) => {
      if (method !== 'PUT' || busy.has(key)) return null;
      busy.add(key);
      return {status: 409, code: 'ConditionalRequestConflict'};
    };
    await publishPack(owner, {...all, pack: checkedPack('1.1.0', {title: 'new'})});
    expect(await readAll(owner.storage)).toEqual(['small-pack@1.1.0 1000', 'small-pack@1.0.0 1000']);
  });
});

const copyObjects = (server: S3Server): (() => void) => {
  const before = new Map(server.objects);
  return () => {
    server.objects = new Map(before);
  };
};

const [OLD, NEW] = [['small-pack@1.0.0 1000'], ['small-pack@1.1.0 1000', 'small-pack@1.0.0 1000']];

/** Everything that readers find, without a key of ours. */
const readers = (server: S3Server): Promise<string[]> => {
  const source = webSource(`${server.url}/${BUCKET}/team/packs`);
  return readAll({
    place: source.place,
    read: async (path, most) => {
      try {
        return {bytes: await source.read(path, most), etag: ''};
      } catch {
        return null;
      }
    },
    create: () => Promise.reject(new Error('a reader writes nothing')),
    replace: () => Promise.reject(new Error('a reader writes nothing')),
  });
};

describe('a connection that is killed', () => {
  const publishing: [string, (owner: Owner) => Promise<unknown>, string[]][] = [
    ['publishing', (owner) => publishPack(owner, {...all, pack: checkedPack('1.1.0', {title: 'new'})}), NEW],
    // It changes the root, too. What else changes a repository goes the same ways: see publishing.test.ts.
    ['adding a lead', (owner) => addLead(owner, {team: 'north', name: 'li'}), OLD],
  ];
  const cases = publishing.flatMap(([name, work, after]) =>
    (['cutBefore', 'cutAfter'] as const)
      .filter((cut) => cut === 'cutAfter' || name === 'publishing')
      .map((cut) => ({name, work, after, cut})),
  );

  test.for(cases)(
    'for good at any write leaves the old state or the new, and the next one heals it: $name, $cut',
    {timeout: 120_000},
    async ({work, after, cut}) => {
      const server = await s3Server();
      const {folder} = await madeThere(server);
      const putBack = copyObjects(server);
      let stopped = 0;
      for (let k = 1; ; k += 1) {
        putBack();
        server.asked.length = 0;
        let dead = false;
        server.trouble = ({method, writes}) => {
          if (dead) return 'cutBefore';
          dead = method === 'PUT' && writes === k;
          return dead ? cut : null;
        };
        const copy = copyOf(folder);
        const outcome = await codeOf(work(await ownerIn(copy, {storage: storageAt(server)})));
        server.trouble = () => null;
        expect([OLD, after]).toContainEqual(await readers(server));
        expect(['done', 'unavailable']).toContain(outcome);
        if (outcome === 'done') break;
        stopped += 1;
        const next = await ownerIn(copy, {storage: storageAt(server)});
        await publishPack(next, {...all, pack: checkedPack('9.0.0')});
        expect((await readers(server))[0]).toBe('small-pack@9.0.0 1000');
      }
      expect(stopped).toBeGreaterThan(3);
    },
  );

  test.for(cases)(
    'once at any write is not noticed, and nothing is done twice: $name, $cut',
    {timeout: 120_000},
    async ({work, after, cut}) => {
      const server = await s3Server();
      const {folder} = await madeThere(server);
      const putBack = copyObjects(server);
      const storage = storageAt(server);
      const before = await readRepository(storage, null);
      for (let k = 1; ; k += 1) {
        putBack();
        server.asked.length = 0;
        server.trouble = ({method, writes}) => (method === 'PUT' && writes === k ? cut : null);
        await work(await ownerIn(copyOf(folder), {storage: storageAt(server)}));
        const writes = server.asked.filter(({method}) => method === 'PUT').length;
        server.trouble = () => null;
        expect(await readers(server)).toEqual(after);
        const state = await readRepository(storage, null);
        expect(state?.pending).toBeNull();
        expect(state?.current?.snapshot.signed.version).toBe((before?.current?.snapshot.signed.version ?? 0) + 1);
        if (writes < k) break;
      }
    },
  );

  test('once at every single read is not noticed either', async () => {
    const server = await s3Server();
    const {owner} = await madeThere(server);
    const cut = new Set<string>();
    server.trouble = ({method, key}) => {
      if (method !== 'GET' || cut.has(key)) return null;
      cut.add(key);
      return 'cutBefore';
    };
    await publishPack(owner, {...all, pack: checkedPack('1.1.0', {title: 'new'})});
    expect(cut.size).toBeGreaterThan(8);
    server.trouble = () => null;
    expect(await readers(server)).toEqual(NEW);
  });

  test('while a repository is made costs nothing but asking again', {timeout: 120_000}, async () => {
    for (let k = 1; ; k += 1) {
      const server = await s3Server();
      let dead = false;
      server.trouble = ({method, writes}) => {
        if (dead) return 'cutBefore';
        dead = method === 'PUT' && writes === k;
        return dead ? 'cutAfter' : null;
      };
      const folder = workFolder();
      const outcome = await codeOf(
        createRepository(await ownerIn(folder, {storage: storageAt(server)}), {team: 'north'}),
      );
      server.trouble = () => null;
      const owner = await ownerIn(folder, {storage: storageAt(server)});
      if (outcome === 'done') break;
      // Stopped after its very last write, it is made, and a team is not made twice.
      const whole = server.objects.has('team/packs/enrolment-north.json');
      expect(await codeOf(createRepository(owner, {team: 'north'}))).toBe(whole ? 'conflict' : 'done');
      await publishPack(owner, {...all, pack: checkedPack('1.0.0')});
      expect(await readers(server)).toEqual(OLD);
    }
  });
});

describe("the lead's window", () => {
  test(
    'publishes there, too, with what the app was started with, and keeps no word of it',
    {timeout: 60_000},
    async () => {
      const server = await s3Server();
      server.now = () => new Date(NOON);
      for (const [name, value] of Object.entries(server.env)) vi.stubEnv(name, value);
      onTestFinished(() => void vi.unstubAllEnvs());
      const desk = openDesk({role: 'lead'});
      const made = await desk.call('repository.create', {place: REPO, team: 'north', name: 'wang'});
      expect(made).toMatchObject({place: REPO, publishesAs: 'wang'});
      expect(JSON.parse(made.enrolment)).toMatchObject({from: `${server.url}/${BUCKET}/team/packs`});
      await desk.call('pack.import', {id: v7(), text: JSON.stringify(northPack('1.0.0'))});
      const release = {id: 'north-script', version: '1.0.0', permille: 1000, reason: 'for the test', eventId: v7()};
      await desk.call('repository.publish', release);
      expect((await desk.call('repository.read', {})).repository?.releases).toMatchObject([{version: '1.0.0'}]);
      expect(await codeOf(readers(server))).toBe('done');
      const files = readdirSync(desk.folder, {recursive: true, withFileTypes: true}).filter((file) => file.isFile());
      const kept = files.map((file) => readFileSync(join(file.parentPath, file.name), 'latin1')).join();
      expect(kept).toContain('release.published');
      expect(kept).not.toContain(server.env['AWS_SECRET_ACCESS_KEY']);
      expect(kept).not.toContain(server.env['AWS_ACCESS_KEY_ID']);
    },
  );
});

describe('a server that', () => {
  const publish = (owner: Owner) => publishPack(owner, {...all, pack: checkedPack('1.1.0', {title: 'new'})});

  test('is busy is asked again a few times', async () => {
    const server = await s3Server();
    const {owner} = await madeThere(server);
    const putBack = copyObjects(server);
    for (const status of [500, 502, 503, 504, 429]) {
      putBack();
      const keys = (await ownerIn(copyOf(join(owner.keys.folder, '..')))).keys;
      let left = 3;
      server.trouble = ({method}) => (method === 'PUT' && (left -= 1) >= 0 ? {status, code: 'SlowDown'} : null);
      await publish({...owner, keys, storage: storageAt(server)});
      expect(left).toBeLessThan(0);
      expect(await readers(server)).toEqual(NEW);
    }
  });

  test('stays busy is told of, and nothing is half published', async () => {
    const server = await s3Server();
    const {owner} = await madeThere(server);
    server.asked.length = 0;
    server.trouble = ({method}) => (method === 'PUT' ? {status: 503, code: 'SlowDown'} : null);
    const error = await refusalOf(publish(owner));
    expect(error.code).toBe('unavailable');
    expect(error.message).toContain('503 SlowDown');
    expect(server.asked.filter(({method}) => method === 'PUT')).toHaveLength(4);
    expect(await readers(server)).toEqual(OLD);
  });

  test('ignores conditions is refused before anything is published there', async () => {
    const server = await s3Server();
    const {owner} = await madeThere(server);
    const keys = join(workFolder(), 'keys');
    server.ignoresConditions = true;
    const before = new Map([...server.objects].map(([key, {etag}]) => [key, etag]));
    const error = await refusalOf(publish({...owner, storage: storageAt(server)}));
    expect(error.code).toBe('unavailable');
    expect(error.message).toContain('If-None-Match');
    expect(new Map([...server.objects].map(([key, {etag}]) => [key, etag]))).toEqual(before);
    server.objects.clear();
    server.now = () => new Date(NOON);
    const made = await terminal(
      ['pack', 'init-repo', '--repo', REPO, '--keys', keys, '--team', 'north', '--json'],
      server.env,
    );
    expect(errorOf(made)).toMatchObject({code: 'unavailable'});
    expect(errorOf(made).message['zh-CN']).toContain('条件写入');
    expect([...server.objects.keys()]).toEqual(['team/packs/metadata/1.root.json']);
    // Of no use without the rest; asking again where conditions are kept finishes it.
    server.ignoresConditions = false;
    expect(
      (await terminal(['pack', 'init-repo', '--repo', REPO, '--keys', keys, '--team', 'north'], server.env)).code,
    ).toBe(0);
  });

  const answers: [name: string, trouble: Trouble, code: string, says: RegExp][] = [
    ['does not know conditions', {status: 501, code: 'NotImplemented'}, 'unavailable', /If-None-Match/],
    ['knows no such bucket', {status: 404, code: 'NoSuchBucket'}, 'not_found', /bucket/],
    ['denies access', {status: 403, code: 'AccessDenied'}, 'forbidden', /s3:PutObject/],
    ['has seen the token expire', {status: 400, code: 'ExpiredToken'}, 'forbidden', /AWS_SESSION_TOKEN/],
    [
      'sends elsewhere',
      {status: 301, code: 'PermanentRedirect', headers: {location: 'http://127.0.0.1:9/'}},
      'invalid_input',
      /AWS_REGION/,
    ],
    [
      'names the region',
      {status: 400, code: 'AuthorizationHeaderMalformed', headers: {'x-amz-bucket-region': 'eu-west-9'}},
      'invalid_input',
      /eu-west-9/,
    ],
    ['is none of its kind', {status: 418, code: ''}, 'unavailable', /does not answer/],
  ];
  test('refuses is told of in words, and nothing is published', async () => {
    const server = await s3Server();
    const {owner} = await madeThere(server);
    for (const [name, trouble, code, says] of answers) {
      for (const which of ['GET', 'PUT']) {
        server.trouble = ({method}) => (method === which ? trouble : null);
        const error = await refusalOf(publish({...owner, storage: storageAt(server)}));
        expect({name, which, code: error.code}).toEqual({name, which, code});
        expect(error.sentence.en).toMatch(says);
        expect(error.sentence['zh-CN']).toMatch(/[\u4e00-\u9fff]/);
      }
    }
    server.trouble = () => null;
    expect(await readers(server)).toEqual(OLD);
  });

  test('is no storage at all is found out', async () => {
    const server = await s3Server();
    const {owner} = await madeThere(server);
    // A login page says 200 to everything, and no ETag.
    const http = await import('node:http');
    const portal = http.createServer((_, response) => response.end('<html>please log in</html>'));
    await new Promise<void>((done) => portal.listen(0, '127.0.0.1', done));
    const {port} = portal.address() as {port: number};
    const storage = storageAt(server, {AWS_ENDPOINT_URL_S3: `http://127.0.0.1:${port}`});
    expect((await refusalOf(publish({...owner, storage}))).code).toBe('unavailable');
    expect((await refusalOf(storage.create('x', Buffer.from('x')))).code).toBe('unavailable');
    // Or one that comes in between later.
    server.asked.length = 0;
    server.trouble = ({method, writes}) => (method === 'PUT' && writes > 2 ? {status: 200, code: ''} : null);
    expect((await refusalOf(publish({...owner, storage: storageAt(server)}))).message).toContain('does not answer');
    server.trouble = () => null;
    expect(await readers(server)).toEqual(OLD);
    portal.closeAllConnections();
    await new Promise((done) => portal.close(done));
    const error = await refusalOf(publish({...owner, storage}));
    expect(error.code).toBe('unavailable');
    expect(error.message).toContain('(ECONNREFUSED)');
  });

  test('does not accept the credentials or the clock is told of without a word of them', async () => {
    const server = await s3Server();
    const {owner} = await madeThere(server);
    const hidden = 'a-secret-that-is-wrong';
    const cases: [Owner['storage'], RegExp][] = [
      [storageAt(server, {AWS_SECRET_ACCESS_KEY: hidden}), /AWS_SECRET_ACCESS_KEY.*|SignatureDoesNotMatch/],
      [storageAt(server, {AWS_ACCESS_KEY_ID: hidden}), /InvalidAccessKeyId/],
      [storageAt(server, {AWS_REGION: 'elsewhere-1'}), /AWS_REGION/],
      [
        s3Storage(s3Place(REPO, server.env), {now: () => new Date(NOW.getTime() + 3_600_000), wait: async () => {}}),
        /clock/,
      ],
    ];
    for (const [storage, says] of cases) {
      const error = await refusalOf(publish({...owner, storage}));
      expect(['forbidden', 'invalid_input']).toContain(error.code);
      expect(error.message).toMatch(says);
      expect(JSON.stringify(error.sentence)).not.toContain(hidden);
      expect(JSON.stringify(error.sentence)).not.toContain(server.env['AWS_ACCESS_KEY_ID']);
    }
    expect(await readers(server)).toEqual(OLD);
  });

  test('hangs is given up on', async () => {
    const server = await s3Server();
    const {owner} = await madeThere(server);
    let release = () => {};
    const held = new Promise<null>((done) => (release = () => done(null)));
    server.trouble = () => held;
    const limits = {answer: 50, stall: 50, whole: 50, slowest: 1_000_000};
    const storage = s3Storage(s3Place(REPO, server.env), {now: () => NOW, wait: async () => {}, limits});
    const error = await refusalOf(publish({...owner, storage}));
    expect(error.code).toBe('unavailable');
    expect(error.message).toContain('timeout');
    release();
  });

  test('is not told who we are is not asked at all', async () => {
    const server = await s3Server();
    const keys = join(workFolder(), 'keys');
    const {AWS_ENDPOINT_URL_S3 = ''} = server.env;
    const refused = await terminal(['pack', 'refresh', '--repo', REPO, '--keys', keys, '--json', '--lang', 'zh-CN'], {
      AWS_ENDPOINT_URL_S3,
    });
    expect(refused.code).toBe(1);
    expect(errorOf(refused)).toMatchObject({code: 'forbidden'});
    expect(errorOf(refused).message['zh-CN']).toContain('AWS_ACCESS_KEY_ID');
    expect(server.asked).toEqual([]);
  });
});
