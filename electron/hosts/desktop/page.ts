import {readPageFile} from '../../backend/page-files.ts';

export const SCHEME = 'app';
const HOST = 'callside';
/** The one page there is. Its origin is what a sender is checked against. */
export const PAGE_URL = `${SCHEME}://${HOST}/`;

/** Whether an address belongs to the app's own page. Other hosts of the scheme do not exist. */
export function isOwnAddress(address: string): boolean {
  const url = URL.parse(address);
  return (
    url !== null && url.protocol === `${SCHEME}:` && url.host === HOST && url.username === '' && url.password === ''
  );
}

/** Whether an address is a file that the page made itself, for example an export to be saved. */
export function isOwnBlob(address: string): boolean {
  return address.startsWith(`blob:${PAGE_URL}`);
}

function refusal(status: number): Response {
  return new Response(null, {status, headers: {'content-security-policy': "default-src 'none'"}});
}

/** Answers `app://callside/…` from `folder`, the built renderer; reads only, below that folder only. */
export async function answerPageRequest(folder: string, request: Pick<Request, 'url' | 'method'>): Promise<Response> {
  if (!isOwnAddress(request.url)) return refusal(404);
  if (request.method !== 'GET' && request.method !== 'HEAD') return refusal(405);
  const {status, headers, body} = await readPageFile(folder, new URL(request.url).pathname);
  return new Response(request.method === 'HEAD' ? null : new Uint8Array(body), {status, headers});
}
