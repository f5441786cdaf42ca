import {type IncomingHttpHeaders, request} from 'node:http';

export interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
}

export interface Question {
  method?: string;
  path: string;
  headers?: Record<string, string>;
  body?: string | Buffer;
}

/** One request to 127.0.0.1 with exactly these headers: `fetch` would not let Host and Origin be chosen. */
export function ask(port: number, {method = 'GET', path, headers = {}, body}: Question): Promise<Answer> {
  return new Promise((done, fail) => {
    const sent = request({host: '127.0.0.1', port, method, path, headers, agent: false}, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', fail);
      response.on('end', () =>
        done({
          status: response.statusCode ?? 0,
          headers: response.headers,
          text: Buffer.concat(chunks).toString('utf8'),
        }),
      );
    });
    sent.on('error', fail);
    sent.end(body);
  });
}
