import {cpSync, rmSync} from 'node:fs';
import {FIRST_DESK, startDesk} from './desk.ts';

/**
 * Reading the starter packs is most of a desk's very first start. Every test begins with a copy of a desk that has done
 * so long ago and was closed; nobody sits there yet. The very first start itself has tests with a folder of their own.
 */
export default async function makeFirstDesk(): Promise<void> {
  rmSync(FIRST_DESK, {recursive: true, force: true});
  const desk = await startDesk({profile: null, at: '2020-01-02T04:00:00.000Z'});
  await desk.stop();
  cpSync(desk.data, FIRST_DESK, {recursive: true});
  await desk.remove();
}
