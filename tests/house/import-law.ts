import {dirname, posix} from 'node:path';
import {readSource, type SourceFile} from './source-file.ts';

/** A room: which files live in it, and what they may import. `rooms` are folders, `packages` modules by name. */
export interface Room {
  name: string;
  owns: RegExp;
  rooms: readonly string[];
  packages: readonly string[];
}

const REACT = ['react', 'react-dom', '@mantine/core', '@mantine/hooks', '@tanstack/react-virtual'];
/** Small libraries without a world of their own that views may use. */
const VIEW_LIBRARIES = [
  ...REACT,
  '@atlaskit/pragmatic-drag-and-drop',
  'uuid',
  'diff',
  'semver',
  'temporal-polyfill',
  'zod',
];
const PURE = [
  'fuse.js',
  'papaparse',
  'fflate',
  'read-excel-file',
  'write-excel-file',
  'pinyin-pro',
  'opencc-js',
  'temporal-polyfill',
  'uuid',
  'diff',
  'zod',
];
/** A host says its version: the one file outside the rooms that code may read. */
const HOST_ROOMS = ['electron/backend', 'electron/contract', 'package.json'];

/**
 * The plan of the house as a table. The first room that owns a file is its room; a file that no room owns is a violation, so
 * that a new folder is a decision. Every room may import itself. `node:*` stands for Node's own modules.
 */
export const LAW: readonly Room[] = [
  {name: 'electron/contract', owns: /^electron\/contract\//, rooms: [], packages: ['zod']},
  {name: 'electron/domain', owns: /^electron\/domain\//, rooms: ['electron/contract'], packages: PURE},
  {
    name: 'electron/store',
    owns: /^electron\/store\//,
    rooms: ['electron/contract', 'electron/domain'],
    packages: ['better-sqlite3', 'canonicalize', 'uuid', 'node:*'],
  },
  {
    name: 'electron/packs',
    owns: /^electron\/packs\//,
    rooms: ['electron/contract', 'electron/domain'],
    packages: ['tuf-js', '@tufjs/models', 'aws4fetch', 'canonicalize', 'semver', 'zod', 'node:*'],
  },
  {
    name: 'electron/hub',
    owns: /^electron\/hub\//,
    rooms: ['electron/contract', 'electron/domain'],
    packages: ['pg', 'node:*'],
  },
  {
    name: 'electron/backend',
    owns: /^electron\/backend\//,
    rooms: ['electron/contract', 'electron/domain', 'electron/store', 'electron/packs', 'electron/hub'],
    packages: ['uuid', 'env-paths', 'zod', 'node:*'],
  },
  {
    name: 'electron/hosts/desktop/preload.ts',
    owns: /^electron\/hosts\/desktop\/preload\.ts$/,
    rooms: [],
    packages: ['electron'],
  },
  {
    name: 'electron/hosts/desktop',
    owns: /^electron\/hosts\/desktop\//,
    rooms: HOST_ROOMS,
    packages: ['electron', 'electron-updater', 'node:*'],
  },
  {
    name: 'electron/hosts/browser',
    owns: /^electron\/hosts\/browser\//,
    rooms: HOST_ROOMS,
    packages: ['hono', '@hono/node-server', 'node:*'],
  },
  {
    // Start and build code: plain JavaScript that runs on an old Node before anything is installed.
    name: 'electron/hosts/cli/*.mjs',
    owns: /^electron\/hosts\/cli\/[^/]+\.mjs$/,
    rooms: [],
    packages: ['node:*'],
  },
  {
    name: 'electron/hosts/cli',
    owns: /^electron\/hosts\/cli\//,
    rooms: HOST_ROOMS,
    packages: ['commander', 'uuid', 'node:*'],
  },
  {
    name: 'renderer/shared',
    owns: /^renderer\/shared\//,
    rooms: ['electron/contract', 'electron/domain'],
    packages: VIEW_LIBRARIES,
  },
  ...['agent', 'lead', 'qa'].map((role) => ({
    name: `renderer/${role}`,
    owns: new RegExp(`^renderer/${role}/`),
    rooms: ['renderer/shared', 'electron/contract', 'electron/domain'],
    packages: VIEW_LIBRARIES,
  })),
  {
    name: 'renderer/*.tsx',
    owns: /^renderer\/[^/]+\.tsx$/,
    rooms: [
      'renderer/shared',
      'renderer/agent',
      'renderer/lead',
      'renderer/qa',
      'electron/contract',
      'electron/domain',
    ],
    packages: VIEW_LIBRARIES,
  },
];

export const BANNED_WORDS = ['util', 'utils', 'helper', 'helpers', 'common', 'manager', 'service', 'base', 'misc'];

/** Paths from the root of the repository, with their code. */
export type House = ReadonlyMap<string, string>;

const SOURCE = /\.(ts|tsx|mts|cts|mjs|cjs|js|jsx)$/;

export function violations(house: House): string[] {
  const sources = new Map<string, SourceFile>();
  for (const [path, code] of house) if (SOURCE.test(path)) sources.set(path, readSource(code));
  return [
    ...[...house.keys()].flatMap(nameFaults),
    ...[...sources].flatMap(([path, source]) => [...sourceFaults(path, source), ...importFaults(path, source)]),
    ...circles(sources),
  ];
}

function nameFaults(path: string): string[] {
  const faults: string[] = [];
  for (const step of path.split('/')) {
    // Dots stand before an ending (`pack.schema.json`, `view.module.css`).
    if (!/^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+)*$/.test(step)) faults.push(`${path}: "${step}" is not in kebab-case`);
    const banned = wordsOf(step).find((word) => BANNED_WORDS.includes(word));
    if (banned !== undefined) faults.push(`${path}: "${banned}" says nothing; name the file by what it holds`);
  }
  if (/(^|\/)index\.(ts|tsx|mjs|js)$/.test(path)) faults.push(`${path}: a barrel; import from the file that has it`);
  return faults;
}

/** `callHelper`, `CALL_HELPER`, `call-helper` → call, helper */
function wordsOf(name: string): string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/);
}

function sourceFaults(path: string, {exported, defaultExport, unreadable}: SourceFile): string[] {
  const faults: string[] = [];
  if (defaultExport) faults.push(`${path}: a default export; name what is exported`);
  for (const name of exported) {
    const banned = wordsOf(name).find((word) => BANNED_WORDS.includes(word));
    if (banned !== undefined) faults.push(`${path}: exports "${name}"; "${banned}" says nothing`);
  }
  for (const line of unreadable) faults.push(`${path}:${line}: import() of something that is no plain text`);
  return faults;
}

const roomOf = (path: string): Room | undefined => LAW.find((room) => room.owns.test(path));

function importFaults(path: string, source: SourceFile): string[] {
  const room = roomOf(path);
  if (room === undefined)
    return [`${path}: no room of the house owns this file; the rooms are ${LAW.map((r) => r.name).join(', ')}`];
  return source.imports
    .filter(({module}) => !allowed(path, room, module))
    .map(({module, line}) => `${path}:${line}: imports "${module}". ${room.name} may import ${allowedWords(room)}`);
}

const allowedWords = (room: Room): string => ['itself', ...room.rooms, ...room.packages].join(', ');

function allowed(path: string, room: Room, module: string): boolean {
  if (module.startsWith('.')) {
    const target = targetOf(path, module);
    const there = roomOf(target);
    if (there === undefined) return room.rooms.includes(target);
    return there.name === room.name || room.rooms.includes(there.name);
  }
  if (module.startsWith('node:')) return room.packages.includes('node:*');
  return room.packages.some((name) => module === name || module.startsWith(`${name}/`));
}

const targetOf = (path: string, module: string): string =>
  posix.normalize(posix.join(dirname(path), module.replace(/\?.*$/, '')));

/** Circles at run time, each told once. */
function circles(sources: ReadonlyMap<string, SourceFile>): string[] {
  const state = new Map<string, 'open' | 'done'>();
  const trail: string[] = [];
  const found: string[] = [];
  const visit = (path: string): void => {
    state.set(path, 'open');
    trail.push(path);
    for (const {module, typeOnly} of sources.get(path)?.imports ?? []) {
      if (typeOnly || !module.startsWith('.')) continue;
      const target = targetOf(path, module);
      if (!sources.has(target)) continue;
      if (state.get(target) === 'open')
        found.push(`circle: ${[...trail.slice(trail.indexOf(target)), target].join(' → ')}`);
      else if (!state.has(target)) visit(target);
    }
    trail.pop();
    state.set(path, 'done');
  };
  for (const path of sources.keys()) if (!state.has(path)) visit(path);
  return found;
}
