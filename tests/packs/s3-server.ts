import {createHash, createHmac, timingSafeEqual} from 'node:crypto';
import {createServer, type IncomingMessage, type ServerResponse} from 'node:http';
import type {AddressInfo} from 'node:net';
import {onTestFinished} from 'vitest';
import {NOW} from './publisher.ts';

export const BUCKET = 'callside-packs';
const REGION = 'test-region-1';
const SKEW = 15 * 60_000;

export interface S3Request {
  method: string;
  /** Inside the bucket. */
  key: string;
  /** How many PUTs there have been, with this one. */
  writes: number;
  signed: boolean;
}

/** `cutBefore`, `cutAfter`: the connection is killed before or after the request was carried out; or an error of S3. */
export type Trouble = 'cutBefore' | 'cutAfter' | {status: number; code: string; headers?: Record<string, string>};

interface S3Object {
  bytes: Buffer;
  etag: string;
  headers: Record<string, string>;
}

/** A server of ours with the part of S3 that is used: GET, and PUT with conditions, whose signatures it computes itself. */
export interface S3Server {
  url: string;
  /** What the app is told in its environment. */
  env: Record<string, string>;
  objects: Map<string, S3Object>;
  asked: (S3Request & {status: number})[];
  /** Asked before each request; what it gives happens instead. */
  trouble: (request: S3Request) => Trouble | null | Promise<Trouble | null>;
  ignoresConditions: boolean;
  /** Whether everybody may read, as desks do. */
  open: boolean;
  now: () => Date;
}

const sha256 = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex');
const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();

/** Signature Version 4 of a request as it came over the wire. */
export function signatureOf(request: {
  method: string;
  path: string;
  query?: string;
  headers: (name: string) => string;
  signedHeaders: string;
  scope: string;
  secret: string;
}): string {
  const {method, path, query = '', headers, signedHeaders, scope, secret} = request;
  const lines = signedHeaders.split(';').map((name) => `${name}:${headers(name).trim().replace(/ +/g, ' ')}\n`);
  const canonical = [method, path, query, lines.join(''), signedHeaders, headers('x-amz-content-sha256')].join('\n');
  const text = ['AWS4-HMAC-SHA256', headers('x-amz-date'), scope, sha256(canonical)].join('\n');
  const key = scope.split('/').reduce<string | Buffer>((so, part) => hmac(so, part), `AWS4${secret}`);
  return hmac(key, text).toString('hex');
}

class Refusal extends Error {
  readonly status: number;
  readonly code: string;
  readonly headers: Record<string, string>;

  constructor(status: number, code: string, headers: Record<string, string> = {}) {
    super(code);
    this.status = status;
    this.code = code;
    this.headers = headers;
  }
}

export async function s3Server(): Promise<S3Server> {
  // Made here: nothing in a repository should look like a credential.
  const accessKeyId = `AK${sha256(String(process.pid)).slice(0, 18).toUpperCase()}`;
  const secret = sha256(`secret of ${accessKeyId}`);
  const served: S3Server = {
    url: '',
    env: {},
    objects: new Map(),
    asked: [],
    trouble: () => null,
    ignoresConditions: false,
    open: true,
    now: () => NOW,
  };
  const server = createServer((request, response) => {
    void answer(served, {accessKeyId, secret}, request, response).catch(() => response.destroy());
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  served.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  served.env = {
    AWS_ENDPOINT_URL_S3: served.url,
    AWS_REGION: REGION,
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secret,
  };
  return served;
}

interface Keys {
  accessKeyId: string;
  secret: string;
}

async function answer(server: S3Server, keys: Keys, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  const body = Buffer.concat(parts);
  const {method = '', url = ''} = request;
  const [, bucket = '', ...steps] = url.split('/');
  const writes = server.asked.filter((each) => each.method === 'PUT').length + (method === 'PUT' ? 1 : 0);
  const asked = {method, key: steps.join('/'), writes, signed: request.headers.authorization !== undefined, status: 0};
  server.asked.push(asked);
  const trouble = await server.trouble(asked);
  if (trouble === 'cutBefore') {
    request.socket.destroy();
    return;
  }
  try {
    if (trouble !== null && typeof trouble === 'object') {
      throw new Refusal(trouble.status, trouble.code, trouble.headers);
    }
    if (asked.signed) verify(server, keys, request, body);
    else if (method !== 'GET' || !server.open) throw new Refusal(403, 'AccessDenied');
    if (bucket !== BUCKET) throw new Refusal(404, 'NoSuchBucket');
    const found = server.objects.get(asked.key);
    if (method === 'GET') {
      // Who may not list is not told what is missing.
      if (found === undefined) throw asked.signed ? new Refusal(404, 'NoSuchKey') : new Refusal(403, 'AccessDenied');
      asked.status = 200;
      response.writeHead(200, {...found.headers, etag: found.etag, 'content-length': found.bytes.length});
      response.end(found.bytes);
      return;
    }
    if (method !== 'PUT') throw new Refusal(405, 'MethodNotAllowed');
    requireConditions(server, request, found);
    const etag = `"${createHash('md5').update(body).digest('hex')}"`;
    const {'content-type': type = 'binary/octet-stream', 'cache-control': cache = ''} = request.headers;
    server.objects.set(asked.key, {bytes: body, etag, headers: {'content-type': type, 'cache-control': cache}});
    asked.status = 200;
    if (trouble === 'cutAfter') request.socket.destroy();
    else response.writeHead(200, {etag, 'content-length': 0}).end();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    asked.status = error.status;
    // As S3 does, it shows what it was given: nobody should pass that on.
    const words = `<Error><Code>${error.code}</Code><AWSAccessKeyId>${keys.accessKeyId}</AWSAccessKeyId></Error>`;
    response.writeHead(error.status, {'content-type': 'application/xml', ...error.headers}).end(words);
  }
}

function requireConditions(server: S3Server, request: IncomingMessage, found: S3Object | undefined): void {
  const {'if-none-match': none, 'if-match': match} = request.headers;
  // Nothing of ours writes blindly.
  if (none === undefined && match === undefined) throw new Refusal(400, 'MissingCondition');
  if (server.ignoresConditions) return;
  if (none !== undefined && none !== '*') throw new Refusal(501, 'NotImplemented');
  if (none === '*' && found !== undefined) throw new Refusal(412, 'PreconditionFailed');
  if (match !== undefined && found === undefined) throw new Refusal(404, 'NoSuchKey');
  if (match !== undefined && found?.etag !== match) throw new Refusal(412, 'PreconditionFailed');
}

function verify({now}: S3Server, {accessKeyId, secret}: Keys, request: IncomingMessage, body: Buffer): void {
  const header = (name: string): string => String(request.headers[name] ?? '');
  const told =
    /^AWS4-HMAC-SHA256 Credential=([^/,]+)\/([^,]+), SignedHeaders=([a-z0-9;-]+), Signature=([0-9a-f]{64})$/.exec(
      header('authorization'),
    );
  if (told === null) throw new Refusal(400, 'AuthorizationHeaderMalformed');
  const [, id = '', scope = '', signedHeaders = '', signature = ''] = told;
  if (id !== accessKeyId) throw new Refusal(403, 'InvalidAccessKeyId');
  const date = header('x-amz-date');
  if (scope !== `${date.slice(0, 8)}/${REGION}/s3/aws4_request`) throw new Refusal(400, 'AuthorizationHeaderMalformed');
  const at = Date.parse(
    date.replace(
      /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z$/,
      (_, y, m, d, h, min, s) => `${y}-${m}-${d}T${h}:${min}:${s}Z`,
    ),
  );
  if (!(Math.abs(at - now().getTime()) <= SKEW)) throw new Refusal(403, 'RequestTimeTooSkewed');
  const names = signedHeaders.split(';');
  // A condition that is not signed could be taken out on the way.
  const needed = Object.keys(request.headers).filter((name) => /^(host|x-amz-.*|if-match|if-none-match)$/.test(name));
  if (needed.some((name) => !names.includes(name))) throw new Refusal(403, 'SignatureDoesNotMatch');
  if (header('x-amz-content-sha256') !== sha256(body)) throw new Refusal(400, 'XAmzContentSHA256Mismatch');
  const {method = '', url: path = ''} = request;
  const expected = signatureOf({method, path, headers: header, signedHeaders, scope, secret});
  if (!timingSafeEqual(Buffer.from(signature), Buffer.from(expected))) throw new Refusal(403, 'SignatureDoesNotMatch');
}
