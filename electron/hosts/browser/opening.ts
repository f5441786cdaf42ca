import type {Context, MiddlewareHandler} from 'hono';
import {bodyLimit} from 'hono/body-limit';
import {EXPIRED, OPENING_PATH, sameSecret} from './guards.ts';

// Browsers write every visited address into their history, the fragment too, even where the page removes it at once. So
// the browser that we open gets the token in the body of a form, and no address ever holds it.

/** Far more than the form takes. */
const LONGEST_FORM = 500;
const FORM = 'application/x-www-form-urlencoded';
const FIELD = 'token';

/** One answer to whatever is wrong: nothing can be learned from it. */
const refuseOpening = (c: Context): Response | Promise<Response> =>
  c.html(
    `<!doctype html><meta charset="utf-8"><title>Callside</title><p lang="zh-CN">${EXPIRED['zh-CN']}</p><p lang="en">${EXPIRED.en}</p>\n`,
    401,
  );

/**
 * The guards of the opening: a form that holds the token, from a page without an origin, as a file is one. Any other
 * page, our own too, has no business here.
 */
export function openingOnly(token: string): [MiddlewareHandler, MiddlewareHandler, MiddlewareHandler] {
  return [
    async (c, next) => {
      const origin = c.req.header('origin') ?? 'null';
      const type = c.req.header('content-type')?.split(';')[0]?.trim().toLowerCase();
      if (c.req.method !== 'POST' || origin !== 'null' || type !== FORM) return refuseOpening(c);
      return await next();
    },
    bodyLimit({maxSize: LONGEST_FORM, onError: refuseOpening}),
    async (c, next) => {
      const given = new URLSearchParams(await c.req.text()).getAll(FIELD);
      if (given.length !== 1 || !sameSecret(given[0] ?? '', token)) return refuseOpening(c);
      return await next();
    },
  ];
}

/** The page with the token in it; its script takes it out before anything else. */
export function withTokenInside(page: Uint8Array, token: string): string {
  return Buffer.from(page)
    .toString('utf8')
    .replace('<meta', () => `<meta name="callside-token" content="${token}"><meta`);
}

/** What leads a browser to the opening without a word in an address. `link` is the printed one. */
export function openingFile(link: string): string {
  const {origin, hash} = new URL(link);
  return `<!doctype html>
<meta charset="utf-8">
<meta name="referrer" content="no-referrer">
<title>Callside</title>
<form method="post" action="${origin}${OPENING_PATH}" target="_self" enctype="${FORM}">
<input type="hidden" name="${FIELD}" value="${hash.slice(1)}">
</form>
<script>document.forms[0].submit()</script>
`;
}
