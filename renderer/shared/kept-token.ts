// A reload must not need the link again, so the tab keeps the token. Browsers write session storage to disk, and the
// name of a window only to memory, which in turn another site in this tab might read. So each holds a half that is
// random without the other.

const STORED = 'callside.token';

const written = (bytes: Uint8Array): string => bytes.join(' ');
const read = (text: string): Uint8Array => Uint8Array.from(text.match(/\d+/g) ?? [], Number);
const mixed = (bytes: Uint8Array, pad: Uint8Array): Uint8Array => bytes.map((byte, i) => byte ^ (pad[i] ?? 0));

/** Keeps the token for the reloads of this tab. */
export function keepToken(token: string): void {
  const bytes = new TextEncoder().encode(token);
  const pad = crypto.getRandomValues(new Uint8Array(bytes.length));
  window.name = written(pad);
  sessionStorage.setItem(STORED, written(mixed(bytes, pad)));
}

/** The token that this tab has kept, or nothing. */
export function keptToken(): string {
  const stored = read(sessionStorage.getItem(STORED) ?? '');
  const pad = read(window.name);
  const token = stored.length === pad.length ? new TextDecoder().decode(mixed(stored, pad)) : '';
  // A name that is not ours gives signs that no header may carry.
  return /^[\w-]+$/.test(token) ? token : '';
}
