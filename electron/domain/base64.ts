/** Numbers of a file that was learned, as text and back. A pure module knows no Buffer. */

/** The bytes of an array of numbers; the lowest byte of a number first, as every machine of today keeps it. */
export function base64Of(numbers: Int32Array | Uint32Array | Uint8Array | Int8Array): string {
  let text = '';
  const bytes = new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength);
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}

/** @throws an error of `atob` for text that is no base64 */
export function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i += 1) bytes[i] = text.charCodeAt(i);
  return bytes;
}
