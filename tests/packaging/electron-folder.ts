import {chmodSync, copyFileSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';

/** Marks the place in Electron's binary where its fuses lie: then a version byte, a length byte, one byte per fuse. */
const SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
/** In the order of their bytes. */
const FUSES = [
  'runAsNode',
  'cookieEncryption',
  'nodeOptions',
  'nodeInspect',
  'asarIntegrity',
  'onlyAsar',
  'browserSnapshot',
  'fileProtocolPrivileges',
  'wasmTrapHandlers',
] as const;
const SHIPPED_ON = new Set<string>([
  'runAsNode',
  'nodeOptions',
  'nodeInspect',
  'fileProtocolPrivileges',
  'wasmTrapHandlers',
]);
const [OFF, ON] = [0x30, 0x31];

/**
 * Writes a folder that looks to electron-builder like an unpacked Electron for Linux. Its fuses stand as Electron ships
 * them: each that the app configures is the opposite of what the app wants.
 */
export function writeElectronFolder(folder: string, version: string, licence: string): void {
  mkdirSync(join(folder, 'locales'), {recursive: true});
  mkdirSync(join(folder, 'resources'));
  for (const language of ['zh-CN', 'en-US', 'de', 'fr']) writeFileSync(join(folder, 'locales', `${language}.pak`), '');
  writeFileSync(join(folder, 'version'), version);
  copyFileSync(licence, join(folder, 'LICENSE'));
  writeFileSync(join(folder, 'LICENSES.chromium.html'), '<!doctype html>');
  const shipped = FUSES.map((fuse) => (SHIPPED_ON.has(fuse) ? ON : OFF));
  const binary = Buffer.concat([
    Buffer.from('#!/bin/true\n'),
    Buffer.from(SENTINEL),
    Buffer.from([1, FUSES.length, ...shipped]),
  ]);
  writeFileSync(join(folder, 'electron'), Buffer.concat([binary, Buffer.alloc(64)]));
  chmodSync(join(folder, 'electron'), 0o755);
}

/** Reads the fuses back from a program, by name. */
export function readFuses(program: string): Partial<Record<(typeof FUSES)[number], boolean>> {
  const bytes = readFileSync(program);
  const start = bytes.indexOf(SENTINEL) + SENTINEL.length + 2;
  return Object.fromEntries(FUSES.map((fuse, index) => [fuse, bytes[start + index] === ON]));
}
