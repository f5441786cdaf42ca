/** Why a file of a repository could not be had. What it means for trust, the reader of it decides. */
export type FaultKind =
  /** There is no such file. */
  | 'missing'
  /** The folder or server is not there, or refuses. */
  | 'unreachable'
  /** It took too long, or stood still. */
  | 'slow'
  /** More bytes than there may be. */
  | 'tooLarge'
  /** A pipe, a device, a folder, or a link that leads out of the repository. */
  | 'noFile'
  /** A web page where a file of the repository belongs: a login page, or an address that is no repository. */
  | 'webPage'
  /** The server sends elsewhere, and it is not followed. */
  | 'redirect'
  /** Somebody asked to stop. */
  | 'stopped';

export class SourceFault extends Error {
  readonly kind: FaultKind;
  readonly path: string;
  /** For people: an error code of the system, a status of HTTP, the address that was pointed to. */
  readonly detail: string;

  constructor(kind: FaultKind, path: string, detail = '') {
    super(`${kind} ${path} ${detail}`.trim());
    this.name = 'SourceFault';
    this.kind = kind;
    this.path = path;
    this.detail = detail;
  }
}

/** Where a desk reads a repository from. Nothing that it gives is believed. */
export interface RepositorySource {
  kind: 'folder' | 'web';
  /** What the user calls it: a folder or an address. */
  place: string;
  /** What was asked for and what came, so far. */
  readonly traffic: {requests: number; bytes: number};
  /**
   * A file, whole. `path` is relative with `/`, its steps are names.
   *
   * @throws SourceFault, always within a bounded time and never after more than `most` bytes
   */
  read(path: string, most: number): Promise<Buffer>;
}

export interface SourceLimits {
  /** Until the first byte, between two bytes, and for a whole file. Milliseconds. */
  answer: number;
  stall: number;
  /** Of a whole file there is this much, and a second more for every `slowest` bytes that it may have. */
  whole: number;
  slowest: number;
}

export const SOURCE_LIMITS: SourceLimits = {answer: 20_000, stall: 20_000, whole: 60_000, slowest: 20_000};

/** How long a file of at most `most` bytes may take. A drop every nineteen seconds must not keep a desk for days. */
export const wholeTime = ({whole, slowest}: SourceLimits, most: number): number => whole + (most / slowest) * 1000;

/** The names that a path is made of. @throws SourceFault for a step that leads anywhere but down */
export function stepsOf(path: string): string[] {
  const steps = path.split('/');
  if (steps.every((step) => /^[A-Za-z0-9][A-Za-z0-9._-]{0,254}$/.test(step))) return steps;
  throw new SourceFault('noFile', path);
}
