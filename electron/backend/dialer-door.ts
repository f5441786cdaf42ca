import {createHash, randomInt, timingSafeEqual} from 'node:crypto';
import {createServer, type IncomingMessage, type Server, type ServerResponse} from 'node:http';
import {type DoorState, LONGEST_POP} from '../contract/dialer.ts';

/** Loopback only, and a port of its own: who may pop a screen may do nothing else here. */
const ADDRESS = '127.0.0.1';
const PATHS = {'/pop': ['GET', 'POST'], '/utterance': ['POST']} as const;
export type DoorPath = keyof typeof PATHS;

/** A dialer sends a line or two; whoever is slower than this is none. In milliseconds. */
const SLOWEST = 5000;
const MOST_CONNECTIONS = 64;
/** Ports that systems do not hand out by themselves, so that the one that was pasted into the dialer stays free. */
const PORTS = {from: 20_000, to: 32_000};
const PORT_TRIES = 8;
/** While another program has the port, it is asked for again, in milliseconds. */
const TRY_AGAIN = 3000;

export interface Rate {
  /** How many requests may come at once. */
  burst: number;
  perSecond: number;
}

/** Transcripts come sentence by sentence, pops call by call; both far below this. */
const USUAL_RATE: Rate = {burst: 40, perSecond: 10};

export interface DoorOptions {
  /** A request that had the key. Rejects only for a bug. */
  onText: (path: DoorPath, text: string) => Promise<void>;
  /** The state, or the port, is another one. */
  onChange: () => void;
  /** A bug; never data of a request. */
  log: (line: string) => void;
  rate?: Rate | undefined;
}

const digest = (text: string) => createHash('sha256').update(text).digest();

const sameSecret = (given: string, expected: string): boolean => timingSafeEqual(digest(given), digest(expected));

/**
 * The local address of a dialer: `GET` and `POST /pop`, `POST /utterance`. Write-only: every answer is empty, none carries
 * a CORS header, and nothing of the desk can be learned here but that the key fits.
 */
export class DialerDoor {
  state: DoorState = 'off';
  port: number | null = null;
  #server: Server | null = null;
  #token = '';
  #again: NodeJS.Timeout | undefined;
  readonly #options: DoorOptions;
  readonly #rate: Bucket;

  constructor(options: DoorOptions) {
    this.#options = options;
    this.#rate = new Bucket(options.rate ?? USUAL_RATE);
  }

  /** Opens the door, on the port that was used before where there was one. Resolves when it is open, or known to be shut. */
  async open({port, token}: {port: number | null; token: string}): Promise<void> {
    this.shut();
    this.#token = token;
    this.#change('opening');
    for (let tries = 0; tries < (port === null ? PORT_TRIES : 1); tries += 1) {
      const wanted = port ?? randomInt(PORTS.from, PORTS.to);
      const outcome = await this.#listen(wanted);
      if (outcome === 'gone') return;
      if (outcome === 'open') {
        this.port = wanted;
        return this.#change('open');
      }
      if (outcome === 'failed') return this.#change('failed');
    }
    if (port === null) return this.#change('failed');
    this.port = port;
    this.#change('portTaken');
    this.#again = setTimeout(() => void this.open({port, token}), TRY_AGAIN);
    this.#again.unref();
  }

  shut(): void {
    clearTimeout(this.#again);
    const server = this.#server;
    this.#server = null;
    server?.close();
    server?.closeAllConnections();
    if (this.state !== 'off') this.#change('off');
  }

  #change(state: DoorState): void {
    this.state = state;
    this.#options.onChange();
  }

  #listen(port: number): Promise<'open' | 'taken' | 'failed' | 'gone'> {
    const server = createServer(
      {connectionsCheckingInterval: 1000, headersTimeout: SLOWEST, requestTimeout: SLOWEST, keepAlive: false},
      (request, response) => {
        this.#answer(request, response, port).catch((error: unknown) => {
          this.#options.log(`dialer door: ${error instanceof Error ? error.name : typeof error}`);
          end(response, 500);
        });
      },
    );
    server.maxConnections = MOST_CONNECTIONS;
    this.#server = server;
    return new Promise((done) => {
      server.once('error', (error: NodeJS.ErrnoException) => {
        if (this.#server !== server) return done('gone');
        this.#server = null;
        done(error.code === 'EADDRINUSE' || error.code === 'EACCES' ? 'taken' : 'failed');
      });
      server.listen({port, host: ADDRESS, exclusive: true}, () => {
        // Shut while it was opening.
        if (this.#server !== server) {
          server.close();
          return done('gone');
        }
        server.on('error', () => this.#options.log('dialer door: server'));
        done('open');
      });
    });
  }

  async #answer(request: IncomingMessage, response: ServerResponse, port: number): Promise<void> {
    // A page of another site can make its own name point to 127.0.0.1; the Host header tells.
    const host = request.headers.host?.toLowerCase();
    if (host !== `${ADDRESS}:${port}` && host !== `localhost:${port}`) return end(response, 421);
    const [path, query] = splitOnce(request.url ?? '', '?');
    if (!Object.hasOwn(PATHS, path)) return end(response, 404);
    const {method = ''} = request;
    if (!(PATHS[path as DoorPath] as readonly string[]).includes(method)) return end(response, 405);
    const {token, rest} = tokenOf(query, request.headers.authorization);
    if (token === null || !sameSecret(token, this.#token)) return end(response, 401);
    // A browser that guesses where its user may go next is no call.
    if (/prefetch|prerender/i.test(`${String(request.headers['sec-purpose'])} ${String(request.headers['purpose'])}`)) {
      return end(response, 400);
    }
    if (!this.#rate.take()) return end(response, 429);
    const text = method === 'GET' ? rest : await bodyOf(request, rest);
    if (typeof text === 'number') return end(response, text);
    if (text.length > LONGEST_POP) return end(response, 413);
    await this.#options.onText(path as DoorPath, text);
    end(response, 204);
  }
}

function end(response: ServerResponse, status: number): void {
  if (response.headersSent) return;
  response.writeHead(status, {
    connection: 'close',
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'",
    ...(status === 204 ? {} : {'content-length': '0'}),
  });
  response.end();
}

function splitOnce(text: string, at: string): [string, string] {
  const i = text.indexOf(at);
  return i < 0 ? [text, ''] : [text.slice(0, i), text.slice(i + 1)];
}

/** The key, of the address or of the header, and the address's fields without it. Two keys are none. */
function tokenOf(query: string, authorization: string | undefined): {token: string | null; rest: string} {
  const isToken = (part: string) => part.startsWith('token=');
  const parts = query.split('&');
  const given = parts.filter(isToken).map((part) => part.slice('token='.length));
  if (authorization?.startsWith('Bearer ') === true) given.push(authorization.slice('Bearer '.length));
  const rest = parts.filter((part) => !isToken(part)).join('&');
  return {token: given.length === 1 ? (given[0] ?? null) : null, rest};
}

const FORM = 'application/x-www-form-urlencoded';
const KINDS = [FORM, 'application/json', 'text/plain'];

/** The fields of a request with a body, or the status of its refusal. The fields of a form join those of the address. */
async function bodyOf(request: IncomingMessage, query: string): Promise<string | number> {
  const kind = request.headers['content-type']?.split(';')[0]?.trim().toLowerCase() ?? FORM;
  if (!KINDS.includes(kind) || request.headers['content-encoding'] !== undefined) return 415;
  if (Number(request.headers['content-length'] ?? 0) > LONGEST_POP) return 413;
  const body = await readBody(request);
  if (typeof body === 'number') return body;
  const text = body.trim();
  if (text === '') return query;
  return kind === FORM && query !== '' ? `${query}&${text}` : text;
}

function readBody(request: IncomingMessage): Promise<string | number> {
  return new Promise((done) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const slow = setTimeout(() => done(408), SLOWEST);
    const finish = (outcome: string | number) => {
      clearTimeout(slow);
      done(outcome);
    };
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > LONGEST_POP) finish(413);
      else chunks.push(chunk);
    });
    request.once('end', () => finish(Buffer.concat(chunks).toString('utf8')));
    request.once('error', () => finish(400));
    request.once('close', () => finish(400));
  });
}

/** So many at once, and then so many in a second. */
class Bucket {
  readonly #rate: Rate;
  #left: number;
  #at = performance.now();

  constructor(rate: Rate) {
    this.#rate = rate;
    this.#left = rate.burst;
  }

  take(): boolean {
    const now = performance.now();
    this.#left = Math.min(this.#rate.burst, this.#left + ((now - this.#at) / 1000) * this.#rate.perSecond);
    this.#at = now;
    if (this.#left < 1) return false;
    this.#left -= 1;
    return true;
  }
}
