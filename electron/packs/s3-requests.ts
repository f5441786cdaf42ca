import {AwsV4Signer} from 'aws4fetch';
import {AppError} from '../contract/errors.ts';
import {sha256Of} from './layout.ts';
import type {S3Place} from './s3-place.ts';
import {SOURCE_LIMITS, type SourceLimits} from './source.ts';

export interface S3Options {
  now: () => Date;
  /** Between two tries. Milliseconds. */
  wait?: (time: number) => Promise<void>;
  limits?: SourceLimits;
  /** Keys that were derived for a day, so that they are not derived for every request. */
  derived?: Map<string, ArrayBuffer>;
}

export interface S3Request {
  method: 'GET' | 'PUT';
  path: string;
  headers?: Readonly<Record<string, string>>;
  body?: Uint8Array;
  /** Of an answer 200 to a GET. Bytes. */
  most: number;
}

export interface S3Answer {
  status: number;
  etag: string | null;
  /** S3's own word for what is wrong, such as `NoSuchBucket`; empty when it said none. */
  code: string;
  /** Where a bucket really lies, when the server says so. */
  region: string | null;
  bytes: Buffer;
  /** An earlier try of this very request broke off: it may have been carried out. */
  uncertain: boolean;
}

/** How often something is asked, and how long it waits before it asks again, twice as long each time. */
const TRIES = 4;
const FIRST_WAIT = 250;
/** Of what says why not. Bytes. */
const MOST_WORDS = 16_384;
/** 409: two conditional writes met; it says nothing yet of who won. */
const BUSY = [408, 409, 425, 429, 500, 502, 503, 504];
/** With these the server has not begun. */
const UNTOUCHED = [409, 425, 429];

/**
 * Asks S3-compatible storage, signed (Signature Version 4, the body and the conditions with it), again when it is busy or the
 * connection breaks. Redirects are not followed.
 *
 * @throws AppError `unavailable` when no answer could be had, `untrusted` for more bytes than there may be
 */
export async function askS3(place: S3Place, request: S3Request, options: S3Options): Promise<S3Answer> {
  const wait = options.wait ?? ((time) => new Promise<void>((resolve) => setTimeout(resolve, time)));
  let uncertain = false;
  let why = '';
  for (let tries = 0; tries < TRIES; tries += 1) {
    // Two leads who met must not meet again.
    if (tries > 0) await wait(FIRST_WAIT * 2 ** (tries - 1) * (1 + Math.random()));
    try {
      const answer = await once(place, request, options);
      if (!BUSY.includes(answer.status)) return {...answer, uncertain};
      if (!UNTOUCHED.includes(answer.status)) uncertain = true;
      why = `${answer.status} ${answer.code}`.trim();
    } catch (error) {
      if (error instanceof AppError) throw error;
      uncertain = true;
      why = reasonOf(error);
    }
  }
  throw new AppError('unavailable', {
    'zh-CN': `多次尝试后仍无法读写话术库 ${place.address}（${why}）。请稍后再试。`,
    en: `The repository ${place.address} could not be read or written, also after trying again (${why}). Try again later.`,
  });
}

/** A code of the system: what the library says may hold more than people should read. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return '';
  if (error.name === 'AbortError' || error.name === 'TimeoutError') return 'timeout';
  const {cause} = error;
  return cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : 'network';
}

async function once(
  place: S3Place,
  {method, path, headers, body, most}: S3Request,
  {now, limits = SOURCE_LIMITS, derived}: S3Options,
): Promise<Omit<S3Answer, 'uncertain'>> {
  const signed = await new AwsV4Signer({
    method,
    url: `${place.address}/${path}`,
    headers: {...headers, 'x-amz-content-sha256': sha256Of(body ?? '')},
    accessKeyId: place.accessKeyId,
    secretAccessKey: place.secretAccessKey,
    ...(place.sessionToken !== undefined && {sessionToken: place.sessionToken}),
    service: 's3',
    ...(derived !== undefined && {cache: derived}),
    ...(place.region !== undefined && {region: place.region}),
    datetime: `${now().toISOString().slice(0, 19).replace(/[:-]/g, '')}Z`,
  }).sign();
  // Unsigned: servers in between may change it.
  signed.headers.set('accept-encoding', 'identity');
  signed.headers.set('user-agent', 'callside');
  const watch = new AbortController();
  const sizeTime = (size: number) => (size / limits.slowest) * 1000;
  let end = setTimeout(() => watch.abort(), limits.answer + sizeTime(body?.length ?? 0));
  try {
    const response = await fetch(signed.url, {
      method,
      headers: signed.headers,
      redirect: 'manual',
      signal: watch.signal,
      ...(body !== undefined && {body: Buffer.from(body)}),
    });
    clearTimeout(end);
    const good = response.status === 200;
    end = setTimeout(() => watch.abort(), limits.whole + sizeTime(good ? most : MOST_WORDS));
    const bytes = good && method === 'GET' ? await whole(response, path, most) : await beginning(response);
    return {
      status: response.status,
      etag: response.headers.get('etag'),
      code: good ? '' : (/<Code>([A-Za-z0-9]{1,64})<\/Code>/.exec(bytes.toString('latin1'))?.[1] ?? ''),
      region: response.headers.get('x-amz-bucket-region'),
      bytes,
    };
  } finally {
    clearTimeout(end);
    // Whatever is still coming is not wanted any more.
    watch.abort();
  }
}

/** @throws AppError `untrusted` for more bytes than there may be */
async function whole(response: Response, path: string, most: number): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of response.body ?? []) {
    size += part.length;
    if (size > most) {
      throw new AppError('untrusted', {
        'zh-CN': `话术库中的 ${path} 大得不合理。`,
        en: `${path} in the repository is unreasonably large.`,
      });
    }
    parts.push(part);
  }
  return Buffer.concat(parts, size);
}

async function beginning(response: Response): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of response.body ?? []) {
    parts.push(part);
    size += part.length;
    if (size > MOST_WORDS) break;
  }
  return Buffer.concat(parts);
}
