import {createServer, type IncomingMessage, type ServerResponse} from 'node:http';
import type {AddressInfo} from 'node:net';
import {v7} from 'uuid';
import {describe, expect, onTestFinished, test} from 'vitest';
import {SourceFault, type SourceLimits} from '../../electron/packs/source.ts';
import {webSource} from '../../electron/packs/web-source.ts';
import {openDesk} from '../open-desk.ts';
import {ForgedRepository, northPack} from './forged-repository.ts';

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** A real web server on this machine; its answers can be changed while it runs. */
async function serve(answer: Answer): Promise<{url: string; answer: Answer; asked: string[]}> {
  const served = {url: '', answer, asked: [] as string[]};
  const server = createServer((request, response) => {
    served.asked.push(request.url ?? '');
    served.answer(request, response);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  served.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return served;
}

const files =
  (repository: ForgedRepository): Answer =>
  (request, response) => {
    try {
      response.end(repository.read(decodeURIComponent(request.url ?? '').slice(1)));
    } catch {
      response.writeHead(404, {'content-type': 'text/html'}).end('<html>not found</html>');
    }
  };

const LIMITS: SourceLimits = {answer: 400, stall: 400, whole: 1500, slowest: 1_000_000};

async function faultOf(answer: Answer, most = 1000): Promise<[kind: string, detail: string]> {
  const {url} = await serve(answer);
  try {
    await webSource(url, LIMITS).read('metadata/timestamp.json', most);
  } catch (error) {
    if (error instanceof SourceFault) return [error.kind, error.detail];
    throw error;
  }
  return ['none', ''];
}

describe('a web server', () => {
  test(
    'is asked for a delta where the pack before is here, and for the whole file where the delta leads elsewhere',
    {timeout: 120_000},
    async () => {
      const repository = new ForgedRepository();
      const many = (version: string, word: string) => {
        const pack = northPack(version);
        const [first] = pack.objections;
        const more = Array.from({length: 300}, (_, i) => ({
          ...JSON.parse(JSON.stringify(first).replaceAll('forgot.', `o${i}.`)),
          id: `o${i}`,
          title: `${word} ${i}`,
          phrasings: [{id: `o${i}.p`, text: `${word} ${i} ${Math.sin(i)}`}],
        }));
        return {...pack, objections: [...pack.objections, ...more]};
      };
      const first = repository.release(many('1.0.0', '异议'));
      repository.commit();
      const {url} = await serve(files(repository));
      const desk = openDesk();
      await desk.call('sync.enrol', {id: v7(), text: repository.enrolment(url)});
      await desk.call('sync.now', {});
      const second = repository.release(many('1.1.0', '异议'), {from: [first.bytes]});
      repository.commit();
      const outcome = await desk.call('sync.now', {});
      expect(outcome.active).toMatchObject([{version: '1.1.0', sha256: second.sha256}]);
      expect(outcome.bytes).toBeLessThan(second.bytes.length / 5);

      // A delta that was signed and unfolds to something else, or to far too much.
      for (const [version, unfolds] of [
        ['1.2.0', Buffer.from('something else')],
        ['1.3.0', Buffer.alloc(200_000_000)],
      ] as const) {
        const third = repository.release(many(version, '异议'), {from: [second.bytes]});
        const release = repository.index.packs['north-script'].at(-1);
        const {zstdCompressSync} = await import('node:zlib');
        const {sha256Of} = await import('../../electron/packs/layout.ts');
        const bad = zstdCompressSync(unfolds);
        repository.files.set(release.deltas[0].path, bad);
        release.deltas[0] = {...release.deltas[0], sha256: sha256Of(bad), length: bad.length};
        repository.commit();
        expect((await desk.call('sync.now', {})).active).toMatchObject([{version, sha256: third.sha256}]);
      }
    },
  );

  test('of any kind is followed', {timeout: 60_000}, async () => {
    const repository = new ForgedRepository();
    repository.release(northPack('1.0.0'));
    repository.commit();
    const {url} = await serve(files(repository));
    const desk = openDesk();
    await desk.call('sync.enrol', {id: v7(), text: repository.enrolment(url)});
    expect((await desk.call('sync.now', {})).active).toMatchObject([{version: '1.0.0'}]);
    expect((await desk.call('sync.now', {})).requests).toBe(2);
  });

  test('that lies, hangs or sends elsewhere changes nothing, and is told in words', {timeout: 120_000}, async () => {
    const repository = new ForgedRepository();
    repository.release(northPack('1.0.0'));
    repository.commit();
    const good = files(repository);
    const served = await serve(good);
    const desk = openDesk();
    await desk.call('sync.enrol', {id: v7(), text: repository.enrolment(served.url)});
    await desk.call('sync.now', {});
    repository.release(northPack('1.1.0'));
    repository.commit();
    const cases: [name: string, answer: Answer, code: string, says: RegExp][] = [
      [
        'a captive portal',
        (_request, response) => response.setHeader('content-type', 'text/html').end('<html>Login</html>'),
        'unavailable',
        /web page/,
      ],
      [
        'a portal that does not say so',
        (_request, response) => response.end('<!DOCTYPE html><p>Login'),
        'unavailable',
        /web page/,
      ],
      [
        'a redirect to another server',
        (_request, response) => response.writeHead(302, {location: 'http://login.example/'}).end(),
        'unavailable',
        /redirects elsewhere \(http:\/\/login\.example/,
      ],
      [
        'a redirect without end',
        (request, response) => response.writeHead(302, {location: request.url ?? ''}).end(),
        'unavailable',
        /redirects elsewhere/,
      ],
      [
        'a redirect to no server at all',
        (_request, response) => response.writeHead(302, {location: 'file:///etc/passwd'}).end(),
        'unavailable',
        /redirects elsewhere \(file:\)/,
      ],
      ['a server error', (_request, response) => response.writeHead(503).end(), 'unavailable', /answers.*503/],
      ['what may not be read', (_request, response) => response.writeHead(403).end(), 'unavailable', /may not be read/],
      [
        'a connection that breaks',
        (_request, response) => void response.socket?.destroy(),
        'unavailable',
        /cannot be reached/,
      ],
      [
        'a transfer that breaks off',
        (request, response) => {
          if (!(request.url ?? '').endsWith('timestamp.json')) return good(request, response);
          response.writeHead(200, {'content-length': '500'}).write('{');
          setTimeout(() => response.socket?.destroy(), 50);
        },
        'unavailable',
        /cannot be reached/,
      ],
      [
        'endless data',
        (request, response) => {
          if (!(request.url ?? '').endsWith('timestamp.json')) return good(request, response);
          const more = setInterval(() => response.write(Buffer.alloc(65_536, 0x20)), 1);
          response.on('close', () => clearInterval(more));
        },
        'untrusted',
        /larger/,
      ],
      [
        'a changed byte',
        (request, response) => {
          if (!(request.url ?? '').includes('1.1.0')) return good(request, response);
          const bytes = repository.read((request.url ?? '').slice(1));
          bytes[9] = 0x21;
          response.end(bytes);
        },
        'untrusted',
        /fingerprint differs/,
      ],
    ];
    for (const [name, answer, code, says] of cases) {
      served.answer = answer;
      const error = await desk.refusal('sync.now', {});
      expect([name, error.code, error.message.en]).toEqual([name, code, expect.stringMatching(says)]);
      expect((await desk.call('sync.status', {})).active).toMatchObject([{version: '1.0.0'}]);
    }
    served.answer = good;
    expect((await desk.call('sync.now', {})).changed).toMatchObject([{to: '1.1.0'}]);
  });

  test('with a password in its address is not enrolled or asked, and the password is shown nowhere', async () => {
    const repository = new ForgedRepository();
    repository.release(northPack('1.0.0'));
    repository.commit();
    const {url, asked} = await serve(files(repository));
    const desk = openDesk();
    await desk.call('sync.enrol', {id: v7(), text: repository.enrolment(url)});
    const hidden = url.replace('//', '//reader:open-sesame@');
    const broken = `${hidden}:port`;
    for (const place of [hidden, broken]) {
      const refusals = [
        await desk.refusal('sync.enrol', {id: v7(), text: repository.enrolment(place)}),
        await desk.refusal('sync.now', {from: place}),
      ];
      expect(refusals).toMatchObject([{code: 'invalid_input'}, {code: 'invalid_input'}]);
      expect(JSON.stringify([refusals, await desk.call('sync.status', {})])).not.toContain('sesame');
    }
    expect(asked).toEqual([]);
    expect((await desk.call('sync.now', {})).active).toMatchObject([{version: '1.0.0'}]);
  });

  test('may redirect within itself, a few times', async () => {
    const answer: Answer = (request, response) => {
      if (request.url === '/there') response.end('{}');
      else response.writeHead(301, {location: '/there'}).end();
    };
    expect(await faultOf(answer)).toEqual(['none', '']);
  });

  test('that answers slowly, stands still, or drips for ever is given up in time', {timeout: 30_000}, async () => {
    const begun = performance.now();
    expect((await faultOf(() => {}))[0]).toBe('slow');
    expect((await faultOf((_request, response) => void response.write('{')))[0]).toBe('slow');
    const drip: Answer = (_request, response) => {
      const timer = setInterval(() => response.write(' '), 100);
      response.on('close', () => clearInterval(timer));
    };
    expect((await faultOf(drip))[0]).toBe('slow');
    expect(performance.now() - begun).toBeLessThan(15_000);
  });

  test('that says less than it sends, or more, is not believed', async () => {
    expect(
      (await faultOf((_request, response) => response.writeHead(200, {'content-length': '99999'}).write('x')))[0],
    ).toBe('tooLarge');
    expect((await faultOf((_request, response) => response.end(Buffer.alloc(5000))))[0]).toBe('tooLarge');
    const unsaid: Answer = (_request, response) => {
      response.write(Buffer.alloc(5000));
      response.end();
    };
    expect((await faultOf(unsaid))[0]).toBe('tooLarge');
  });
});
