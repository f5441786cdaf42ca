import {createHash, timingSafeEqual} from 'node:crypto';
import type {Context, MiddlewareHandler} from 'hono';
import {ERROR_SENTENCES, type ErrorCode, type Reply} from '../../contract/errors.ts';
import type {LocalText} from '../../contract/values.ts';

type RefusalStatus = 400 | 401 | 403 | 404 | 405 | 413 | 415 | 421 | 500;

/** A refusal of the host itself, in the one shape of every answer. */
export function refuse(
  c: Context,
  status: RefusalStatus,
  code: ErrorCode,
  message: LocalText = ERROR_SENTENCES[code],
): Response {
  const reply: Reply<never> = {ok: false, error: {code, message}};
  return c.json(reply, status);
}

/**
 * Only our own names for this server. A page of another site can make its own name point to 127.0.0.1 and would then
 * count as the same origin; its Host header tells.
 */
export function ownHostOnly(hosts: () => readonly string[]): MiddlewareHandler {
  return async (c, next) => {
    const host = c.req.header('host');
    if (host === undefined || !hosts().includes(host)) {
      return refuse(c, 421, 'untrusted', {'zh-CN': '主机名不正确。', en: 'Wrong host name.'});
    }
    return await next();
  };
}

/** Where `open.html` brings the token in a form: from a file, and so without an origin of ours. */
export const OPENING_PATH = '/open';

/** No page but our own: browsers send the Origin of whoever asks, and pages cannot change it. */
export const ownOriginOnly: MiddlewareHandler = async (c, next) => {
  // Its own guard wants no origin at all.
  if (c.req.path === OPENING_PATH) return await next();
  const origin = c.req.header('origin');
  if (origin !== undefined && origin !== `http://${c.req.header('host') ?? ''}`) {
    return refuse(c, 403, 'untrusted', {'zh-CN': '不允许其他网页访问。', en: 'Other pages have no access.'});
  }
  return await next();
};

const digest = (text: string) => createHash('sha256').update(text).digest();

/** Whether two secrets are the same one, in a time that does not tell where they differ. */
export const sameSecret = (given: string, expected: string): boolean =>
  timingSafeEqual(digest(given), digest(expected));

export const EXPIRED: LocalText = {
  'zh-CN': '链接已失效，请用程序启动时显示的链接重新打开。',
  en: 'This link is no longer valid. Open the one that was shown at the start.',
};

/** Whoever has the link: other users of the machine reach the port too. Compared in constant time. */
export function tokenOnly(token: string, onAuthorised: () => void): MiddlewareHandler {
  return async (c, next) => {
    if (!sameSecret(c.req.header('authorization') ?? '', `Bearer ${token}`)) {
      return refuse(c, 401, 'untrusted', EXPIRED);
    }
    onAuthorised();
    return await next();
  };
}

/** Answers everything but one way of asking with 405; a preflight of another site gets the same. */
export function onlyMethods(...allowed: string[]): MiddlewareHandler {
  return async (c, next) => {
    if (allowed.includes(c.req.method)) return await next();
    c.header('Allow', allowed.join(', '));
    return refuse(c, 405, 'invalid_input');
  };
}
