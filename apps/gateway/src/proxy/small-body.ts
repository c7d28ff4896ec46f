import type { IncomingMessage } from 'node:http';

/**
 * Bodies up to this length are read before a replica is chosen. They fit into one packet burst, cost one write, and can
 * be sent again to another replica; and a client that sends them slowly keeps no replica busy.
 */
export const SMALL_BODY = 16 * 1024;

/** Reads a body of known, small length; `done` is not called when the client leaves before it is complete. */
export function collectBody(request: IncomingMessage, done: (body: Buffer) => void): void {
  let first: Buffer | undefined;
  let rest: Buffer[] | undefined;
  request.on('data', (chunk: Buffer) => {
    if (first === undefined) first = chunk;
    else (rest ??= [first]).push(chunk);
  });
  request.on('end', () => done(rest ? Buffer.concat(rest) : (first ?? EMPTY)));
}

const EMPTY = Buffer.alloc(0);
