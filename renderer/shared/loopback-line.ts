import {ERROR_SENTENCES, type Reply} from '../../electron/contract/errors.ts';
import type {DeskEvent} from '../../electron/contract/methods.ts';
import type {Connection, Line} from './client.ts';
import {keepToken, keptToken} from './kept-token.ts';

const RECONNECT_MS = [250, 500, 1000, 2000, 4000];
/** The host sends an empty line every 15 s; two missed ones mean that the line is dead. */
const SILENCE_MS = 40_000;
/** A program that starts again is there within this time; one that is not there by then is not running. */
const GONE_MS = 10_000;
/** Browsers refuse to keep larger bodies alive beyond the page. */
const KEEPALIVE_BYTES = 60_000;

type Refusal = Extract<Reply<unknown>, {ok: false}>;

const lost: Refusal = {
  ok: false,
  error: {
    code: 'unavailable',
    message: {
      'zh-CN':
        '与本机程序的连接已断开。已保存的内容不受影响。请确认 Callside 仍在运行再重试；如已停止，请重新启动，并打开它给出的新链接。',
      en: 'The connection to the program on this computer is lost. What was saved is safe. If Callside is still running, try again; if it has stopped, start it and open its new link.',
    },
  },
};
const expired: Refusal = {
  ok: false,
  error: {
    code: 'untrusted',
    message: {
      'zh-CN': '此链接已失效。请重新启动 Callside，并打开它给出的新链接。',
      en: 'This link is no longer valid. Start Callside again and open its new link.',
    },
  },
};
const tooLarge: Refusal = {
  ok: false,
  error: {
    code: 'invalid_input',
    message: {'zh-CN': '内容太大，未被接收。', en: 'This is too large and was not accepted.'},
  },
};

/**
 * The key to this desk comes once: inside the page when the host itself opened the browser, else in the fragment of the
 * printed link, which never reaches a server or a log. It leaves both at once and is kept only so that a reload works.
 */
function takeToken(): string {
  const meta = document.querySelector<HTMLMetaElement>('meta[name="callside-token"]');
  const token = meta?.content ?? location.hash.slice(1);
  meta?.remove();
  if (token !== '') {
    keepToken(token);
    // Also the address of the form: a reload asks for the page anew and does not send the form again.
    history.replaceState(null, '', '/');
  }
  return token === '' ? keptToken() : token;
}

function isReply(value: unknown): value is Reply<unknown> {
  return typeof value === 'object' && value !== null && 'ok' in value;
}

async function replyOf(response: Response): Promise<Reply<unknown>> {
  if (response.status === 401) return expired;
  if (response.status === 413) return tooLarge;
  const body: unknown = await response.json();
  if (isReply(body)) return body;
  return {ok: false, error: {code: 'unavailable', message: ERROR_SENTENCES.unavailable}};
}

/** Reads JSON lines until the stream ends or falls silent. */
async function readLines(response: Response, abort: AbortController, onEvent: (event: DeskEvent) => void) {
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  if (reader === undefined) return;
  let rest = '';
  for (;;) {
    const silence = setTimeout(() => abort.abort(), SILENCE_MS);
    const {done, value} = await reader.read().finally(() => clearTimeout(silence));
    if (done) return;
    const lines = (rest + value).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      // The host checked the event against the contract before it wrote the line.
      if (line.trim() !== '') onEvent(JSON.parse(line) as DeskEvent);
    }
  }
}

/** The line of a browser page: `POST /call/<method>` and `GET /events` on the very origin that served the page. */
export function loopbackLine(): Line {
  const token = takeToken();
  // The printed link, opened in this very tab, changes only the fragment.
  addEventListener('hashchange', () => location.reload());
  const headers = {authorization: `Bearer ${token}`, 'content-type': 'application/json'};
  const post = (method: string, input: unknown, keepalive: boolean) => {
    const body = JSON.stringify(input);
    // The method stands in the path, so that the host knows how large a body it may take before it reads one.
    return fetch(`/call/${method}`, {
      method: 'POST',
      headers,
      body,
      keepalive: keepalive && new TextEncoder().encode(body).length < KEEPALIVE_BYTES,
    });
  };

  let tell: (now: Connection) => void = () => undefined;

  return {
    async call(method, input) {
      try {
        const response = await post(method, input, false);
        if (response.status === 401) tell('expired');
        return await replyOf(response);
      } catch {
        return lost;
      }
    },
    callOnLeave(method, input) {
      void post(method, input, true).catch(() => undefined);
    },
    listen(onEvent, onConnection) {
      tell = onConnection;
      void (async () => {
        let lostAt: number | null = null;
        for (let tries = 0; ; tries += 1) {
          const abort = new AbortController();
          try {
            const response = await fetch('/events', {headers, signal: abort.signal});
            // A wrong key does not become right by asking again.
            if (response.status === 401) return onConnection('expired');
            if (response.ok) {
              tries = 0;
              lostAt = null;
              onConnection('open');
              await readLines(response, abort, onEvent);
            }
          } catch {
            // Told through onConnection below.
          }
          lostAt ??= Date.now();
          onConnection(Date.now() - lostAt < GONE_MS ? 'lost' : 'gone');
          const wait = RECONNECT_MS[Math.min(tries, RECONNECT_MS.length - 1)];
          await new Promise((resolve) => setTimeout(resolve, wait));
        }
      })();
    },
  };
}
