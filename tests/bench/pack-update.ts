import {constants, gunzipSync, gzipSync, zstdCompressSync, zstdDecompressSync} from 'node:zlib';
import {applyDelta, makeDelta} from '../../electron/packs/pack-delta.ts';
import {publishPack} from '../../electron/packs/publishing.ts';
import {type BenchOptions, type Figure, quantile, timed} from './figures.ts';
import {largePack} from './large-pack.ts';
import {checkedFile, follower, servedRepository, stop, TEAM} from './served-repository.ts';

const ZSTD = {params: {[constants.ZSTD_c_compressionLevel]: 19}};
const TURNS = 5;

/** Milliseconds, the middle of some runs. */
async function usually(work: () => unknown): Promise<number> {
  const took: number[] = [];
  for (let turn = 0; turn < TURNS; turn += 1) took.push(await timed(work));
  return quantile(took, 0.5);
}

/** A large pack with a hundredth changed, from the lead to a desk that has the version before it, and a sync that finds nothing new. */
export async function packUpdate({quick}: BenchOptions): Promise<Figure[]> {
  const {first, second, changed} = largePack(quick ? 500_000 : 5_000_000);
  const [before, after] = [checkedFile(first), checkedFile(second)];
  const whole = after.bytes.length;
  const [gzip, zstd] = [gzipSync(after.bytes, {level: 9}), zstdCompressSync(after.bytes, ZSTD)];
  const delta = makeDelta(before.bytes, after.bytes) ?? Buffer.alloc(0);
  const wire = (what: string, value: number): Figure => ({
    what,
    value,
    unit: 'bytes',
    ratio: {value: value / whole, to: 'whole file'},
  });
  const unpack = {
    gzip: await usually(() => gunzipSync(gzip)),
    zstd: await usually(() => zstdDecompressSync(zstd)),
    delta: await usually(() => applyDelta(before.bytes, delta, whole)),
  };

  const {owner, folder, server} = await servedRepository('update');
  const publish = async (pack: typeof after) =>
    await timed(() => publishPack(owner, {team: TEAM, pack, permille: 1000}));
  await publish(before);
  const {desk, sync} = await follower(folder);
  const firstSync = await timed(sync);
  const published = await publish(after);
  let wired = {requests: 0, bytes: 0};
  const update = await timed(async () => (wired = await sync()));
  let idle = {requests: 0, bytes: 0};
  const idleSync = await usually(async () => (idle = await sync()));
  desk.close();
  stop(server);
  const mb = (whole / 1e6).toFixed(1);
  return [
    {
      what: `pack of ${mb} MB, ${changed} of ${first.objections.length} objections changed: whole file`,
      value: whole,
      unit: 'bytes',
    },
    wire('gzip -9', gzip.length),
    wire('zstd -19', zstd.length),
    wire('our delta (zstd, the version before as dictionary)', delta.length),
    wire(`the whole sync on the wire, ${wired.requests} requests, signatures too`, wired.bytes),
    {what: 'unpack gzip', value: unpack.gzip, unit: 'ms'},
    {what: 'unpack zstd', value: unpack.zstd, unit: 'ms', ratio: {value: unpack.zstd / unpack.gzip, to: 'gzip'}},
    {what: 'unpack delta', value: unpack.delta, unit: 'ms', ratio: {value: unpack.delta / unpack.gzip, to: 'gzip'}},
    {what: 'publish it, with its delta', value: published, unit: 'ms'},
    {what: 'sync it: verify, download, check, apply', value: update, unit: 'ms'},
    {
      what: 'sync the version before, on a desk that has nothing',
      value: firstSync,
      unit: 'ms',
      ratio: {value: firstSync / update, to: 'the update'},
    },
    {
      what: `idle sync: ${idle.requests} requests, ${idle.bytes.toLocaleString('en')} bytes`,
      value: idleSync,
      unit: 'ms',
      ratio: {value: idleSync / update, to: 'the update'},
    },
  ];
}
