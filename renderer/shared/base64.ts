/** Longer lists of arguments overflow the stack. */
const AT_ONCE = 0x6000;

/** Bytes as base64. */
export function base64Of(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (let from = 0; from < bytes.length; from += AT_ONCE) {
    // A multiple of three, so that only the last part is padded.
    parts.push(btoa(String.fromCharCode(...bytes.subarray(from, from + AT_ONCE))));
  }
  return parts.join('');
}

/** The bytes of a base64 text. */
export function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  const letters = atob(text);
  const bytes = new Uint8Array(letters.length);
  for (let i = 0; i < letters.length; i += 1) bytes[i] = letters.charCodeAt(i);
  return bytes;
}
