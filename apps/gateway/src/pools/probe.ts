import { request } from 'node:http';
import { identityOf } from './identity.ts';
import { saysNobodyThere } from './reachability.ts';
import type { Ailment, Replica } from './replica.ts';

/** What a health check found; `refuses` is a replica that answered that it is not well. */
export type Verdict = 'well' | 'refuses' | Ailment;

/** What Node calls a request whose signal has fired. */
const TIMED_OUT = 'ABORT_ERR';

/** What a health check came to. */
export interface Finding {
  readonly verdict: Verdict;
  /** Who answered, if it said. */
  readonly identity?: string | undefined;
}

/** More of an answer is not read to find out who gives it, in characters. */
const LONGEST = 16 * 1024;

/** One question to a replica. */
export interface Question {
  readonly replica: Pick<Replica, 'host' | 'port'>;
  readonly path: string;
  /** In milliseconds, from the first moment to the last byte of the answer. */
  readonly timeout: number;
}

/**
 * Asks a replica for its health, on a connection of its own: what is tested is whether a new client is served. Well is
 * whoever answers 2xx in time; unreachable is where no connection comes about.
 */
export function probe({ replica, path, timeout }: Question): Promise<Finding> {
  return new Promise((resolve) => {
    let connected = false;
    const asked = request({
      host: replica.host,
      port: replica.port,
      path,
      agent: false,
      headers: { 'user-agent': 'echo-gateway-health-check' },
      signal: AbortSignal.timeout(timeout),
    });
    asked.on('socket', (socket) => socket.once('connect', () => (connected = true)));
    asked.on('response', (response) => {
      const status = response.statusCode ?? 0;
      let body = '';
      response.setEncoding('utf8').on('data', (text: string) => {
        if (body.length < LONGEST) body += text;
      });
      response.on('end', () => {
        const verdict = status >= 200 && status < 300 ? 'well' : 'refuses';
        resolve({ verdict, identity: identityOf(body) });
      });
      response.on('error', () => resolve({ verdict: 'unhealthy' }));
    });
    // Without a listener Node would close the connection, and nobody would hear of it.
    asked.on('upgrade', (_response, socket) => {
      socket.destroy();
      resolve({ verdict: 'unhealthy' });
    });
    asked.on('error', ({ code = '' }: NodeJS.ErrnoException) => {
      const nobody = !connected && (saysNobodyThere(code) || code === TIMED_OUT);
      resolve({ verdict: nobody ? 'unreachable' : 'unhealthy' });
    });
    asked.end();
  });
}
