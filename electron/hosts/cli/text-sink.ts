import type {Writable} from 'node:stream';
import {storageRefusal} from './file-words.ts';

/** The reader of a pipe has gone: nobody is left to be told anything. */
export class ReaderGone extends Error {}

/** A stream that takes one text after the other and says when it cannot take any more. */
export interface TextSink {
  /** Resolves when the text has been handed on. Throws ReaderGone, or AppError for a full disk behind the stream. */
  write(text: string): Promise<void>;
}

export function textSink(stream: Writable, name: string): TextSink {
  let broken: Error | undefined;
  // Without a listener a closed pipe would end the process with a stack.
  stream.on('error', (error) => {
    broken ??= error;
  });
  const refusal = (error: Error) =>
    'code' in error && (error.code === 'EPIPE' || error.code === 'ERR_STREAM_DESTROYED')
      ? new ReaderGone()
      : storageRefusal(error, name);
  return {
    async write(text) {
      if (broken !== undefined) throw refusal(broken);
      await new Promise<void>((done, fail) => {
        stream.write(text, (error) => (error ? fail(refusal(error)) : done()));
      });
    },
  };
}
