import {lookup as systemLookup} from 'node:dns';
import {request} from 'node:https';
import {BlockList, isIP, type LookupFunction} from 'node:net';
import type {PushFault} from '../contract/dialer.ts';

/** Addresses that are no public ones: this machine, the company's network, and what belongs to nobody. */
const LOCAL = new BlockList();
for (const [net, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 3],
] as const)
  LOCAL.addSubnet(net, bits, 'ipv4');
for (const [net, bits] of [
  ['::', 96],
  ['64:ff9b::', 96],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
] as const)
  LOCAL.addSubnet(net, bits, 'ipv6');

/** Whether an IP address is of this machine or of a network that is not public. */
export const isLocalAddress = (address: string): boolean => LOCAL.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');

class LocalTarget extends Error {}

/** Asks the system for the addresses of a name, and refuses local ones: a public name may point anywhere. */
function publicLookup(lookup: LookupFunction): LookupFunction {
  return (hostname, options, done) => {
    lookup(hostname, options, (error, address, family) => {
      const found = Array.isArray(address) ? address.map((each) => each.address) : [address];
      if (error === null && found.some(isLocalAddress)) done(new LocalTarget('local address'), [], 0);
      else done(error, address, family);
    });
  };
}

const TIME_LIMIT = 10_000;
/** More of an answer is not read. */
const LONGEST_ANSWER = 4096;

export interface PushOptions {
  /** The company's own network and this machine may be asked. */
  local: boolean;
  /** Certificate of an authority beside the system's, PEM. */
  ca?: string | undefined;
  timeLimit?: number;
  lookup?: LookupFunction;
}

/**
 * Asks an `https` address once. Redirects are not followed: they could lead to a host that nobody allowed. The answer is
 * looked at and forgotten.
 *
 * @returns null when the dialer took it, else what was wrong
 */
export function pushOnce(address: URL, options: PushOptions): Promise<PushFault | null> {
  const {local, ca, timeLimit = TIME_LIMIT, lookup = systemLookup} = options;
  if (address.protocol !== 'https:') return Promise.resolve('badTemplate');
  const hostname = address.hostname.replace(/^\[|\]$/g, '');
  if (!local && isIP(hostname) !== 0 && isLocalAddress(hostname)) return Promise.resolve('localAddress');
  return new Promise((done) => {
    const asked = request(
      address,
      {
        method: 'GET',
        agent: false,
        headers: {accept: 'text/plain', 'user-agent': 'Callside'},
        ...(local ? {} : {lookup: publicLookup(lookup)}),
        ...(ca === undefined ? {} : {ca}),
      },
      (response) => {
        const status = response.statusCode ?? 0;
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => {
          text += chunk;
          if (text.length > LONGEST_ANSWER) asked.destroy();
        });
        response.on('error', () => {});
        response.once('close', () => finish(judged(status, text)));
      },
    );
    const timer = setTimeout(() => {
      finish('timeout');
      asked.destroy();
    }, timeLimit);
    const finish = (fault: PushFault | null) => {
      clearTimeout(timer);
      done(fault);
    };
    asked.on('error', (error) => finish(faultOf(error)));
    asked.end();
  });
}

/** VICIdial answers 200 to everything and says `ERROR: …` in the text. */
function judged(status: number, text: string): PushFault | null {
  if (status >= 300 && status < 400) return 'redirect';
  if (status < 200 || status >= 300) return 'httpStatus';
  return /^\s*ERROR\b/i.test(text) ? 'answeredError' : null;
}

function faultOf(error: NodeJS.ErrnoException): PushFault {
  if (error instanceof LocalTarget) return 'localAddress';
  const code = error.code ?? '';
  return /CERT|TLS|SSL|SELF_SIGNED|UNABLE_TO/.test(code) ? 'certificate' : 'offline';
}
