import {z} from 'zod';
import {Sha256} from '../contract/values.ts';
import {repeatedKeys} from '../domain/repeated-keys.ts';
import {canonicalBytes, LARGEST, MOST_LEADS, sha256Of} from './layout.ts';

/**
 * What a signed file must look like before anything in it is believed. TUF leaves much open (other kinds of keys, entries
 * without length or hash, unknown roles); here only what a repository of ours says is let through, so that what is not
 * understood cannot decide anything.
 */

/** A text that cannot be what it should be; `detail` is for the log. */
export class MalformedText extends Error {
  constructor(detail: string) {
    super(detail.slice(0, 300));
    this.name = 'MalformedText';
  }
}

const DEEPEST = 12;

/** JSON deeper than this is nothing of ours. A loop: input must not drive a recursion. */
export function nestsDeeperThan(text: string, levels: number): boolean {
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at];
    if (sign === '{' || sign === '[') {
      depth += 1;
      if (depth > levels) return true;
    } else if (sign === '}' || sign === ']') depth -= 1;
    else if (sign === '"') {
      at += 1;
      while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
    }
  }
  return false;
}

/**
 * Parses JSON that means one thing: valid UTF-8, no key twice, no key that reaches a prototype, not too deep.
 *
 * @throws MalformedText
 */
export function parseStrictly(bytes: Uint8Array, levels = DEEPEST): unknown {
  let text: string;
  try {
    text = new TextDecoder('utf-8', {fatal: true, ignoreBOM: true}).decode(bytes);
  } catch {
    throw new MalformedText('not UTF-8');
  }
  if (nestsDeeperThan(text, levels)) throw new MalformedText('nested too deeply');
  let value: unknown;
  try {
    value = JSON.parse(text, (key, part: unknown) => {
      if (key === '__proto__') throw new MalformedText('names a prototype');
      return part;
    });
  } catch (error) {
    throw error instanceof MalformedText ? error : new MalformedText('not JSON');
  }
  if (repeatedKeys(text).length > 0) throw new MalformedText('a key is given twice');
  return value;
}

const Hex = (bytes: number) => z.string().regex(new RegExp(`^[0-9a-f]{${bytes * 2}}$`), {error: 'no hex'});
/** Bounded by the root: `highestNumber`. */
const Count = z.int().min(1);

const Key = z.strictObject({
  keytype: z.literal('ed25519'),
  scheme: z.literal('ed25519'),
  keyval: z.strictObject({public: Hex(32)}),
});

/** One key under two names would count twice towards a threshold. */
const Keys = z
  .record(Sha256, Key)
  .refine((keys) => Object.entries(keys).every(([id, key]) => id === sha256Of(canonicalBytes(key))), {error: 'key id'});

/** As many as there may be leads: each has keys of their own for the two files on top. */
const keyIds = z.array(Sha256).max(MOST_LEADS);
const Role = z.strictObject({keyids: keyIds, threshold: z.int().min(1).max(200)});
const Hashes = z.strictObject({sha256: Sha256});
const MetaFile = z.strictObject({version: Count, length: z.int().min(1).max(LARGEST.pack), hashes: Hashes});

const signedPart = {
  spec_version: z.string().regex(/^1\.0(\.\d{1,4})?$/),
  version: Count,
  expires: z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,3})?Z$/),
};

const Target = z.strictObject({
  length: z.int().min(1).max(LARGEST.pack),
  hashes: Hashes,
  custom: z.record(z.string(), z.unknown()).optional(),
});
const targetPath = z.string().regex(/^packs\/[a-z0-9-]{1,32}\/[A-Za-z0-9][A-Za-z0-9._-]{0,250}$/);

const SIGNED = {
  root: z.looseObject({
    _type: z.literal('root'),
    ...signedPart,
    consistent_snapshot: z.literal(true),
    keys: Keys,
    roles: z.strictObject({root: Role, targets: Role, snapshot: Role, timestamp: Role}),
  }),
  timestamp: z.looseObject({
    _type: z.literal('timestamp'),
    ...signedPart,
    meta: z.strictObject({'snapshot.json': MetaFile}),
  }),
  snapshot: z.looseObject({
    _type: z.literal('snapshot'),
    ...signedPart,
    meta: z.record(z.string().regex(/^(targets|team-[a-z0-9-]{1,32})\.json$/), MetaFile),
  }),
  targets: z.looseObject({
    _type: z.literal('targets'),
    ...signedPart,
    targets: z.strictObject({}),
    delegations: z
      .strictObject({
        keys: Keys,
        roles: z
          .array(
            Role.extend({
              name: z.string().regex(/^team-[a-z0-9-]{1,32}$/),
              terminating: z.literal(true),
              paths: z.array(z.string().max(100)).length(1),
            }).refine(({name, paths}) => paths[0] === `packs/${name.slice(5)}/*`, {error: 'paths'}),
          )
          .max(10_000),
      })
      .optional(),
  }),
  team: z.looseObject({
    _type: z.literal('targets'),
    ...signedPart,
    targets: z.record(targetPath, Target),
    // A team passes nothing on.
    delegations: z.undefined().optional(),
  }),
} as const;

export type SignedKind = keyof typeof SIGNED;
export type Signed<Kind extends SignedKind> = z.infer<(typeof SIGNED)[Kind]>;

const Envelope = z.strictObject({
  signatures: z.array(z.strictObject({keyid: Sha256, sig: Hex(64)})).max(200),
  signed: z.unknown(),
});

/**
 * The signed part of a file, as it claims to be; whether its signatures hold is not asked here.
 *
 * @throws MalformedText
 */
export function readSigned<Kind extends SignedKind>(kind: Kind, bytes: Uint8Array): Signed<Kind> {
  const envelope = Envelope.safeParse(parseStrictly(bytes));
  if (!envelope.success) throw new MalformedText(`${kind}: ${place(envelope.error)}`);
  const signed = SIGNED[kind].safeParse(envelope.data.signed);
  if (!signed.success) throw new MalformedText(`${kind}: ${place(signed.error)}`);
  return signed.data as Signed<Kind>;
}

const place = (error: z.ZodError): string =>
  error.issues.map((issue) => `${issue.path.join('.')} ${issue.code}`).join(', ');
