/** A file with what the store calls this very content of it. */
export interface StoredFile {
  bytes: Buffer;
  /** Changes with the content; for `replace`. */
  etag: string;
}

/**
 * Where a repository lies, for whoever writes it. Paths are relative, with `/`. Every write is whole or not at all, and is
 * on the disk when it answers. What goes wrong is thrown as AppError `unavailable`.
 */
export interface RepositoryStorage {
  /** What the user calls it: a folder or an address. */
  place: string;
  /**
   * @throws AppError `untrusted` when the file is larger than `most` bytes or no regular file
   * @returns null when there is no such file
   */
  read(path: string, most: number): Promise<StoredFile | null>;
  /** Makes a file where there is none. @returns false when there is one, which stays as it is */
  create(path: string, bytes: Uint8Array): Promise<boolean>;
  /**
   * Replaces a file, or makes it when `expected` is null. @returns false when it is no longer what was expected; a folder
   * has no lock and sees only a change that came before its last look
   */
  replace(path: string, bytes: Uint8Array, expected: string | null): Promise<boolean>;
}
