import {createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign} from 'node:crypto';
import {canonicalBytes, sha256Of} from './layout.ts';

/** What a key is for: `team-<team>` signs a team's releases. */
export type KeyRole = 'root' | 'targets' | 'snapshot' | 'timestamp' | `team-${string}`;

/** A public key as TUF metadata carries it. */
export interface PublicKey {
  keytype: 'ed25519';
  scheme: 'ed25519';
  keyval: {public: string};
}

/** A key of somebody; `name` is the lead's, or tells the offline keys apart (`root-1`). */
export interface KeyName {
  name: string;
  role: KeyRole;
  keyid: string;
  /** Hexadecimal, 32 bytes. */
  public: string;
}

export interface SigningKey extends KeyName {
  secret: KeyObject;
}

export const publicKey = (hex: string): PublicKey => ({
  keytype: 'ed25519',
  scheme: 'ed25519',
  keyval: {public: hex},
});

/** TUF: the sha256 of the canonical form of the key. */
export const keyIdOf = (hex: string): string => sha256Of(canonicalBytes(publicKey(hex)));

const publicHex = (secret: KeyObject): string =>
  createPublicKey(secret).export({format: 'der', type: 'spki'}).subarray(-32).toString('hex');

export function makeKey(name: string, role: KeyRole): SigningKey {
  const {privateKey} = generateKeyPairSync('ed25519');
  return signingKey(name, role, privateKey);
}

function signingKey(name: string, role: KeyRole, secret: KeyObject): SigningKey {
  const hex = publicHex(secret);
  return {name, role, keyid: keyIdOf(hex), public: hex, secret};
}

/** The private part for keeping: PKCS #8. */
export const secretBytes = ({secret}: SigningKey): Buffer => secret.export({format: 'der', type: 'pkcs8'});

/** @returns null when the bytes are no such key */
export function keyFromSecret(name: string, role: KeyRole, bytes: Buffer): SigningKey | null {
  try {
    const secret = createPrivateKey({key: bytes, format: 'der', type: 'pkcs8'});
    return secret.asymmetricKeyType === 'ed25519' ? signingKey(name, role, secret) : null;
  } catch {
    return null;
  }
}

/** Hexadecimal. */
export const signature = (key: SigningKey, bytes: Uint8Array): string =>
  sign(undefined, bytes, key.secret).toString('hex');
