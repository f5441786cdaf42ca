/** Hands a made file to the person: the browser's own download, with the host's dialog in a desktop window. */
export function saveFile(name: string, type: string, parts: BlobPart[]): void {
  const url = URL.createObjectURL(new Blob(parts, {type}));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The download has taken hold of the blob once the click was handled; a minute is far beyond that.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/**
 * The text of a chosen file, or null when it is not UTF-8: a file in another encoding would become question marks
 * without anybody noticing.
 */
export async function readTextFile(file: File): Promise<string | null> {
  try {
    return new TextDecoder('utf-8', {fatal: true}).decode(await file.arrayBuffer());
  } catch {
    return null;
  }
}
