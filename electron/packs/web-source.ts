import {type RepositorySource, SOURCE_LIMITS, SourceFault, type SourceLimits, stepsOf, wholeTime} from './source.ts';

const MOST_REDIRECTS = 3;
const REDIRECTS = [301, 302, 303, 307, 308];

/**
 * A repository on any web server: plain GETs, nothing else asked of it. A redirect is followed within the same server
 * alone, a few times.
 */
export function webSource(address: string, limits: SourceLimits = SOURCE_LIMITS): RepositorySource {
  const start = new URL(address);
  if (!start.pathname.endsWith('/')) start.pathname += '/';
  const traffic = {requests: 0, bytes: 0};
  return {
    kind: 'web',
    place: address,
    traffic,
    async read(path, most) {
      const given = new URL(stepsOf(path).map(encodeURIComponent).join('/'), start);
      given.search = start.search;
      const watch = new AbortController();
      const end = setTimeout(() => watch.abort(), wholeTime(limits, most));
      try {
        const response = await ask(given, {path, watch, answer: limits.answer, traffic});
        return await take(response, {path, most, watch, stall: limits.stall, traffic});
      } catch (error) {
        throw faultOf(error, path, watch.signal);
      } finally {
        clearTimeout(end);
        // Whatever is still coming is not wanted any more.
        watch.abort();
      }
    },
  };
}

interface Asking {
  path: string;
  watch: AbortController;
  answer: number;
  traffic: {requests: number; bytes: number};
}

async function ask(given: URL, {path, watch, answer, traffic}: Asking): Promise<Response> {
  let url = given;
  for (let hops = 0; ; hops += 1) {
    traffic.requests += 1;
    const late = setTimeout(() => watch.abort(), answer);
    const response = await fetch(url, {
      redirect: 'manual',
      signal: watch.signal,
      credentials: 'omit',
      // What is signed is counted byte for byte; a coding in between only hides how much there is.
      headers: {accept: '*/*', 'accept-encoding': 'identity', 'user-agent': 'callside'},
    }).finally(() => clearTimeout(late));
    if (!REDIRECTS.includes(response.status)) return response;
    await response.body?.cancel().catch(() => {});
    const to = redirectTarget(url, response.headers.get('location'));
    if (to === null || to.origin !== given.origin || hops === MOST_REDIRECTS) {
      throw new SourceFault('redirect', path, to === null ? '' : to.origin === given.origin ? to.href : siteOf(to));
    }
    url = to;
  }
}

/** What is no address of the web has no origin: its scheme says enough. */
const siteOf = ({origin, protocol}: URL): string => (origin === 'null' ? protocol : origin);

function redirectTarget(from: URL, location: string | null): URL | null {
  try {
    return location === null ? null : new URL(location, from);
  } catch {
    return null;
  }
}

interface Taking {
  path: string;
  most: number;
  watch: AbortController;
  stall: number;
  traffic: {requests: number; bytes: number};
}

async function take(response: Response, {path, most, watch, stall, traffic}: Taking): Promise<Buffer> {
  // S3 says 403 of what is not there to those who may not list.
  if ([403, 404, 410].includes(response.status)) {
    await response.body?.cancel().catch(() => {});
    throw new SourceFault('missing', path, String(response.status));
  }
  if (response.status !== 200 || response.body === null) {
    throw new SourceFault(response.status === 511 ? 'webPage' : 'unreachable', path, String(response.status));
  }
  if (isWebPage(response)) throw new SourceFault('webPage', path);
  const told = Number(response.headers.get('content-length') ?? '0');
  if (told > most) throw new SourceFault('tooLarge', path);
  const parts: Uint8Array[] = [];
  let size = 0;
  let still: NodeJS.Timeout | undefined;
  const wait = () => {
    clearTimeout(still);
    still = setTimeout(() => watch.abort(), stall);
  };
  try {
    wait();
    for await (const part of response.body) {
      wait();
      size += part.length;
      traffic.bytes += part.length;
      if (size > most) throw new SourceFault('tooLarge', path);
      parts.push(part);
    }
  } finally {
    clearTimeout(still);
  }
  const bytes = Buffer.concat(parts, size);
  // A portal that does not say what it sends: no file of a repository begins so.
  if (/^\s*<(!doctype|html)/i.test(bytes.subarray(0, 200).toString('latin1'))) throw new SourceFault('webPage', path);
  return bytes;
}

const isWebPage = (response: Response): boolean => /^\s*text\/html/i.test(response.headers.get('content-type') ?? '');

function faultOf(error: unknown, path: string, signal: AbortSignal): SourceFault {
  if (error instanceof SourceFault) return error;
  if (signal.aborted) return new SourceFault('slow', path);
  const cause = error instanceof Error ? error.cause : undefined;
  const code = cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : '';
  return new SourceFault('unreachable', path, code);
}
