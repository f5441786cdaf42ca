import {mkdtempSync, readFileSync} from 'node:fs';
import {createServer, type Server} from 'node:http';
import type {AddressInfo} from 'node:net';
import {join} from 'node:path';
import {v7} from 'uuid';
import {type Backend, openBackend} from '../../electron/backend/backend.ts';
import type {Profile} from '../../electron/contract/desk.ts';
import type {MethodName, Output, RawInput} from '../../electron/contract/methods.ts';
import type {PackDocument} from '../small-pack.ts';
import {folderStorage} from '../../electron/packs/folder-storage.ts';
import {KeyFolder} from '../../electron/packs/key-folder.ts';
import {canonicalBytes, enrolmentPath} from '../../electron/packs/layout.ts';
import type {CheckedPackFile} from '../../electron/packs/publishing.ts';
import {createRepository} from '../../electron/packs/repository-creation.ts';
import type {Owner} from '../../electron/packs/repository-owner.ts';
import {LINTER_VERSION} from '../../electron/domain/pack-lint.ts';
import {LIBRARY, workFolder} from './many-calls.ts';

export const TEAM = 'north';

/** A repository in a folder and a plain web server in front of it, both of this run. */
export interface ServedRepository {
  owner: Owner;
  folder: string;
  url: string;
  server: Server;
}

export async function newOwner(name: string): Promise<{owner: Owner; folder: string}> {
  const folder = mkdtempSync(join(workFolder(), `${name}-`));
  const owner: Owner = {
    storage: folderStorage(join(folder, 'repository')),
    keys: await KeyFolder.open(join(folder, 'keys')),
    now: () => new Date(),
  };
  return {owner, folder: join(folder, 'repository')};
}

export async function servedRepository(name: string): Promise<ServedRepository> {
  const {owner, folder} = await newOwner(name);
  const served = await serve(folder);
  await createRepository(owner, {team: TEAM, from: served.url});
  return {owner, folder, ...served};
}

export async function serve(folder: string): Promise<{url: string; server: Server}> {
  const server = createServer((request, response) => {
    try {
      response.end(readFileSync(join(folder, decodeURIComponent(request.url ?? ''))));
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, server};
}

export function stop(server: Server): void {
  server.closeAllConnections();
  server.close();
}

/** What an agent's desk is to these measurements. */
export interface Follower {
  desk: Backend;
  sync: () => Promise<Output<'sync.now'>>;
}

async function answer<Name extends MethodName>(
  desk: Backend,
  method: Name,
  input: RawInput<Name>,
): Promise<Output<Name>> {
  const reply = await desk.call(method, input);
  if (!reply.ok) throw new Error(`${method}: ${JSON.stringify(reply.error)}`);
  return reply.value as Output<Name>;
}

export const PROFILE: Profile = {
  agentId: '1001',
  spokenName: '李敏',
  institution: '安和消费金融',
  team: '一组',
  timeZone: 'Asia/Shanghai',
  jurisdiction: 'CN',
  collector: 'creditor',
};

/** A desk in a data folder of its own that is enrolled and has not synced yet. */
export async function follower(folder: string, agentId = PROFILE.agentId): Promise<Follower> {
  const desk = openBackend({
    dataFolder: mkdtempSync(join(workFolder(), 'desk-')),
    role: 'agent',
    host: 'cli',
    version: '0',
    language: 'zh-CN',
    libraryFolder: LIBRARY,
    exclusive: false,
    profile: {...PROFILE, agentId},
  });
  const text = readFileSync(join(folder, enrolmentPath(TEAM)), 'utf8');
  await answer(desk, 'sync.enrol', {id: v7(), text, replace: false});
  return {desk, sync: () => answer(desk, 'sync.now', {})};
}

/** As publishing has it after its checks. */
export const checkedFile = (document: PackDocument): CheckedPackFile => ({
  id: document.id,
  version: document.version,
  language: document.language,
  jurisdiction: document.jurisdiction,
  bytes: canonicalBytes(document),
  linter: LINTER_VERSION,
  findings: [],
});
