import {mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {readPageFile} from '../../electron/backend/page-files.ts';

const INDEX = '<meta name="csp-nonce" content="__CSP_NONCE__"><style nonce="__CSP_NONCE__"></style>';
let folder: string;
let root: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'callside-page-'));
  root = join(folder, 'renderer');
  mkdirSync(join(root, 'assets'), {recursive: true});
  mkdirSync(join(folder, 'renderer-secret'));
  writeFileSync(join(root, 'index.html'), INDEX);
  writeFileSync(join(root, 'assets', 'main-1a.js'), 'export const a = "__CSP_NONCE__";');
  writeFileSync(join(root, 'assets', 'strange.bin'), 'x');
  writeFileSync(join(root, '.env'), 'hidden');
  // Where the file system allows such names, the refusal must not rest on their absence.
  if (process.platform !== 'win32') for (const name of ['a:b', 'a\\b', 'a%b']) writeFileSync(join(root, name), 'x');
  writeFileSync(join(folder, 'secret.txt'), 'secret');
  writeFileSync(join(folder, 'renderer-secret', 'a.txt'), 'secret');
  symlinkSync(join(folder, 'secret.txt'), join(root, 'link.txt'));
});
afterAll(() => rmSync(folder, {recursive: true, force: true}));

const text = (body: Uint8Array) => Buffer.from(body).toString('utf8');

describe('readPageFile', () => {
  test('gives the page a nonce that stands in the policy and in every place', async () => {
    const page = await readPageFile(root, '/');
    const nonce = /'nonce-([\w-]{20,})'/.exec(page.headers['content-security-policy'] ?? '')?.[1];
    expect(page.status).toBe(200);
    expect(nonce).toBeDefined();
    expect(text(page.body)).toBe(INDEX.replaceAll('__CSP_NONCE__', nonce ?? ''));
  });

  test('gives every response a nonce of its own', async () => {
    const pages = await Promise.all([readPageFile(root, '/'), readPageFile(root, '/index.html')]);
    expect(text(pages[0].body)).not.toBe(text(pages[1].body));
  });

  test('lets the page load from itself only, and nobody frame it', async () => {
    const {headers} = await readPageFile(root, '/');
    const policy = (headers['content-security-policy'] ?? '').split('; ');
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self'");
    expect(policy).toContain("connect-src 'self'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).toContain("base-uri 'none'");
    expect(policy).toContain("form-action 'none'");
    expect(policy.join()).not.toMatch(/unsafe|\*|https?:/);
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-store',
    });
  });

  test('sends scripts as they are, with their type and the policy', async () => {
    const script = await readPageFile(root, '/assets/main-1a.js');
    expect(script.status).toBe(200);
    expect(script.headers['content-type']).toBe('text/javascript; charset=utf-8');
    expect(script.headers['content-security-policy']).toContain("script-src 'self'");
    expect(text(script.body)).toContain('__CSP_NONCE__');
  });

  test('sends a file of an unknown kind as bytes', async () => {
    expect((await readPageFile(root, '/assets/strange.bin')).headers['content-type']).toBe('application/octet-stream');
  });

  test.each([
    '/../secret.txt',
    '/%2e%2e/secret.txt',
    '/assets/../../secret.txt',
    '/..%2fsecret.txt',
    '/%252e%252e/secret.txt',
    '/..\\secret.txt',
    '/../renderer-secret/a.txt',
    '//secret.txt',
    '/./index.html',
    '/.env',
    '/link.txt',
    '/assets',
    '/assets/',
    '/index.html\u0000.js',
    '/%00',
    '/%',
    '/C:/secret.txt',
    '/index.html::$DATA',
    'index.html',
    '',
    'xindex.html',
    '/a:b',
    '/a%5Cb',
    '/a%25b',
    '/nothing.js',
  ])('answers 404 to %j', async (pathname) => {
    const reply = await readPageFile(root, pathname);
    expect(reply.status).toBe(404);
    expect(text(reply.body)).toBe('Not found\n');
    expect(reply.headers['content-security-policy']).toContain("default-src 'none'");
  });

  test('answers 404 where the renderer was never built', async () => {
    expect((await readPageFile(join(folder, 'nowhere'), '/')).status).toBe(404);
  });
});
