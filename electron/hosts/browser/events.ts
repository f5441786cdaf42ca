import type {DeskEvent} from '../../contract/methods.ts';

type Subscribe = (listener: (event: DeskEvent) => void) => () => void;

/** A page that reads nothing for so many events is gone; it asks anew when it is back. */
const WAITING_EVENTS = 1000;

/** The open event streams of all windows. */
export class EventStreams {
  readonly #subscribe: Subscribe;
  readonly #heartbeatMs: number;
  readonly #ends = new Set<() => void>();

  constructor(subscribe: Subscribe, heartbeatMs = 15_000) {
    this.#subscribe = subscribe;
    this.#heartbeatMs = heartbeatMs;
  }

  /** A stream of JSON lines; empty ones say that the server is there. */
  open(): ReadableStream<Uint8Array> {
    let end: (() => void) | undefined;
    return new ReadableStream<Uint8Array>(
      {
        start: (controller) => {
          const send = (line: string) => {
            if ((controller.desiredSize ?? 0) > 0) controller.enqueue(Buffer.from(`${line}\n`));
            else end?.();
          };
          const unsubscribe = this.#subscribe((event) => send(JSON.stringify(event)));
          const heartbeat = setInterval(() => send(''), this.#heartbeatMs);
          const finish = () => {
            if (!this.#ends.delete(finish)) return;
            clearInterval(heartbeat);
            unsubscribe();
            try {
              controller.close();
            } catch {
              // The page went first.
            }
          };
          end = finish;
          this.#ends.add(finish);
          send('');
        },
        cancel: () => end?.(),
      },
      {highWaterMark: WAITING_EVENTS},
    );
  }

  /** Ends every stream, so that the server can end. */
  close(): void {
    for (const end of this.#ends) end();
  }
}
