import {randomBytes} from 'node:crypto';
import {readFile, realpath} from 'node:fs/promises';
import {extname, join, sep} from 'node:path';

/** A file of the page, ready to be sent by either window host. */
export interface PageFile {
  status: number;
  headers: Record<string, string>;
  body: Uint8Array;
}

/** Stands in index.html wherever the nonce of this one response belongs. */
const NONCE_PLACE = /__CSP_NONCE__/g;

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
  '.map': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
  '.txt': 'text/plain; charset=utf-8',
};

/** Styles carry a nonce because the component library writes `<style>` elements; nothing else may be inline. */
function contentSecurityPolicy(nonce: string | undefined): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    nonce === undefined ? "style-src 'self'" : `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/**
 * Headers of every answer that a window may show. Nothing is cached: the page on a new port is a new origin anyway, and
 * a shared PC keeps no trace.
 */
export function pageHeaders(nonce?: string): Record<string, string> {
  return {
    'content-security-policy': contentSecurityPolicy(nonce),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': 'camera=(), microphone=(), geolocation=(), display-capture=(), usb=(), serial=(), hid=()',
    'cache-control': 'no-store',
  };
}

function notFound(): PageFile {
  return {
    status: 404,
    headers: {...pageHeaders(), 'content-type': 'text/plain; charset=utf-8'},
    body: Buffer.from('Not found\n'),
  };
}

/**
 * The steps of a path below the root, or undefined where it could lead elsewhere: `..`, hidden files, a drive or a
 * stream of Windows, a second decoding.
 */
function pathSteps(pathname: string): string[] | undefined {
  let decoded: string;
  try {
    decoded = decodeURIComponent(pathname);
  } catch {
    return undefined;
  }
  if (!decoded.startsWith('/') || /[\\:%]/.test(decoded)) return undefined;
  const steps = decoded.slice(1).split('/');
  return steps.some((step) => step === '' || step.startsWith('.')) ? undefined : steps;
}

/**
 * Reads one file of the built renderer. `root` is the folder of index.html, `pathname` the path of the request as it
 * came (still percent-encoded). Never rejects for a path: whatever is not a plain file below the root is a 404.
 */
export async function readPageFile(root: string, pathname: string): Promise<PageFile> {
  const steps = pathSteps(pathname === '/' ? '/index.html' : pathname);
  if (steps === undefined) return notFound();
  let content: Buffer;
  try {
    const folder = await realpath(root);
    const file = await realpath(join(folder, ...steps));
    if (!file.startsWith(folder + sep)) return notFound();
    content = await readFile(file);
  } catch {
    return notFound();
  }
  const type = TYPES[extname(steps.at(-1) ?? '').toLowerCase()] ?? 'application/octet-stream';
  if (!type.startsWith('text/html')) {
    return {status: 200, headers: {...pageHeaders(), 'content-type': type}, body: content};
  }
  const nonce = randomBytes(18).toString('base64url');
  return {
    status: 200,
    headers: {...pageHeaders(nonce), 'content-type': type},
    body: Buffer.from(content.toString('utf8').replace(NONCE_PLACE, nonce)),
  };
}
