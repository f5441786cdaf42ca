import {randomBytes} from 'node:crypto';
import {createServer, type Server} from 'node:http';
import {getRequestListener} from '@hono/node-server';
import {Hono} from 'hono';
import {bodyLimit} from 'hono/body-limit';
import {pageHeaders, readPageFile} from '../../backend/page-files.ts';
import type {Reply} from '../../contract/errors.ts';
import type {DeskEvent} from '../../contract/methods.ts';
import {EventStreams} from './events.ts';
import {onlyMethods, OPENING_PATH, ownHostOnly, ownOriginOnly, refuse, tokenOnly} from './guards.ts';
import {openingOnly, withTokenInside} from './opening.ts';

const MB = 1_000_000;
/** Loopback only: nothing of the desk is offered to the network. */
const ADDRESS = '127.0.0.1';
/** How long a call that is under way may still take when the server ends. */
const GRACE_MS = 3000;

/** The part of the backend that a window needs. */
export interface Desk {
  call(method: string, input: unknown): Promise<Reply<unknown>>;
  subscribe(listener: (event: DeskEvent) => void): () => void;
}

export interface DeskServer {
  /** Ends with the token, after `#`: browsers never send that part. */
  link: string;
  port: number;
  /** Ends the streams, lets running calls finish, closes the port. */
  close(): Promise<void>;
}

export interface ServerOptions {
  desk: Desk;
  /** Folder of the built index.html. */
  pageFolder: string;
  port: number;
  /** Called at every request that had the token. */
  onAuthorised?: () => void;
  /** A bug that was caught here; never data of a request. */
  log?: (line: string) => void;
  heartbeatMs?: number;
}

/** How much a method may be sent, in bytes. */
function sizeLimit(method: string): number {
  if (method === 'notes.import') return 420 * MB;
  if (method === 'search.keepSnapshot') return 81 * MB;
  return method.startsWith('pack.') || method.startsWith('draft.') ? 21 * MB : MB;
}

function methodOf(path: string): string | undefined {
  try {
    return decodeURIComponent(path.slice('/call/'.length));
  } catch {
    return undefined;
  }
}

function deskApp(options: ServerOptions, token: string, hosts: () => readonly string[], streams: EventStreams): Hono {
  const app = new Hono();
  const {desk, pageFolder, onAuthorised = () => {}, log = () => {}} = options;
  const withToken = tokenOnly(token, onAuthorised);

  app.onError((error, c) => {
    log(`browser host: ${error.name}`);
    return refuse(c, 500, 'internal');
  });
  app.use(async (c, next) => {
    await next();
    // What a page file brings stays; every other answer gets the same strictness.
    for (const [name, value] of Object.entries(pageHeaders())) if (!c.res.headers.has(name)) c.header(name, value);
  });
  app.use(ownHostOnly(hosts), ownOriginOnly);

  app.use('/call/*', withToken, onlyMethods('POST'), async (c, next) => {
    const method = methodOf(c.req.path);
    if (method === undefined) return refuse(c, 400, 'invalid_input');
    if (c.req.header('content-type')?.split(';')[0]?.trim().toLowerCase() !== 'application/json') {
      return refuse(c, 415, 'invalid_input');
    }
    const tooLarge = {'zh-CN': '内容太大，未被接受。', en: 'This is too large and was not accepted.'};
    return await bodyLimit({
      maxSize: sizeLimit(method),
      onError: (c) => refuse(c, 413, 'invalid_input', tooLarge),
    })(c, next);
  });
  app.post('/call/*', async (c) => {
    let input: unknown;
    try {
      const text = await c.req.text();
      input = text === '' ? undefined : (JSON.parse(text) as unknown);
    } catch {
      return refuse(c, 400, 'invalid_input');
    }
    return c.json(await desk.call(methodOf(c.req.path) ?? '', input));
  });

  app.use('/events', withToken, onlyMethods('GET'));
  app.get('/events', () => new Response(streams.open(), {headers: {'content-type': 'application/x-ndjson'}}));

  app.all(OPENING_PATH, ...openingOnly(token), async () => {
    onAuthorised();
    const {status, headers, body} = await readPageFile(pageFolder, '/');
    return new Response(withTokenInside(body, token), {status, headers});
  });

  app.use('*', onlyMethods('GET', 'HEAD'));
  app.get('*', async (c) => {
    const {status, headers, body} = await readPageFile(pageFolder, c.req.path);
    return new Response(new Uint8Array(body), {status, headers});
  });
  return app;
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((done, fail) => {
    server.once('error', fail);
    server.listen({port, host: ADDRESS, exclusive: true}, () => {
      server.off('error', fail);
      const address = server.address();
      if (address === null || typeof address === 'string') fail(new Error('no port'));
      else done(address.port);
    });
  });
}

/**
 * Serves the desk on 127.0.0.1 to whoever has the link. Rejects with the system's error where the port is taken.
 */
export async function startServer(options: ServerOptions): Promise<DeskServer> {
  const token = randomBytes(32).toString('base64url');
  const streams = new EventStreams((listener) => options.desk.subscribe(listener), options.heartbeatMs);
  let hosts: string[] = [];
  const app = deskApp(options, token, () => hosts, streams);
  const answer = getRequestListener(app.fetch, {hostname: ADDRESS, overrideGlobalObjects: false});
  const server = createServer((request, response) => void answer(request, response));
  const port = await listen(server, options.port);
  hosts = [ADDRESS, 'localhost'].map((name) => new URL(`http://${name}:${port}`).host);
  return {
    link: `http://${hosts[0] ?? ''}/#${token}`,
    port,
    close: async () => {
      streams.close();
      const closed = new Promise<void>((done) => server.close(() => done()));
      // A kept-alive connection is idle only once its last answer is out, so this is asked again and again.
      const idle = setInterval(() => server.closeIdleConnections(), 20);
      const cut = setTimeout(() => server.closeAllConnections(), GRACE_MS);
      await closed;
      clearInterval(idle);
      clearTimeout(cut);
    },
  };
}
