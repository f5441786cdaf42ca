import {bootDesktop, electron} from '../hosts/built-desktop.ts';

/**
 * The built desktop host as a child process that a test speaks to in place of Electron's renderer: `desktop-host.ts
 * APP_FOLDER ARGUMENTS`. Each message is answered by one with the same `id`; what the host tells its page comes without.
 */
export type Question = {id: number} & (
  | {kind: 'fetch'; url: string; method: string}
  | {kind: 'call'; method: string; input: unknown}
);
export interface Fetched {
  status: number;
  headers: Record<string, string>;
  body: Uint8Array;
}

const [folder = '', ...args] = process.argv.slice(2);
const {webContents} = await bootDesktop(folder, args);

async function answer(question: Question): Promise<unknown> {
  if (question.kind === 'call') {
    const {method, input} = question;
    return electron.invoke('callside:call', {method, input}, {url: 'app://callside/', parent: null});
  }
  const response = await webContents.session.request(question.url, question.method);
  if (response === 'cancelled') return undefined;
  const body = new Uint8Array(await response.arrayBuffer());
  return {status: response.status, headers: Object.fromEntries(response.headers), body} satisfies Fetched;
}

webContents.on('sent', (_channel: string, event: unknown) => process.send?.({event}));
process.on('message', (question: Question) => {
  void answer(question).then((value) => process.send?.({id: question.id, value}));
});
