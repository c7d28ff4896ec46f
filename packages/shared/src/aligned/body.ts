import type { IncomingMessage, ServerResponse } from 'node:http';
import type { HttpProblem } from './problem.ts';
import { CONTENT_TOO_LARGE } from './problems.ts';

/** Emitted on a request with the {@link HttpProblem} that its body turned out to be, for whoever reads it. */
export const BROKEN = Symbol('broken body');

/** A body, or why there is none. */
type Read = (problem: HttpProblem | null, body: Buffer) => void;

/** Lets a client that waits for it send its body (RFC 9110 §10.1.1): only now, when it will be read. */
export function invite({ headers, httpVersion }: IncomingMessage, response: ServerResponse): void {
  if (headers.expect !== undefined && httpVersion === '1.1') response.writeContinue();
}

/**
 * Reads a body of at most `limit` bytes as they are. Too much is refused as soon as the limit is crossed, not after the
 * last byte, and what still comes is thrown away. A client that leaves gets no answer, and `done` is not called.
 */
export function readBody(request: IncomingMessage, limit: number, done: Read): void {
  const chunks: Buffer[] = [];
  let size = 0;

  function finish(problem: HttpProblem | null): void {
    request.off('data', onData).off('end', onEnd).off(BROKEN, finish);
    done(problem, chunks[0] !== undefined && chunks.length === 1 ? chunks[0] : Buffer.concat(chunks, size));
  }
  function onData(chunk: Buffer): void {
    size += chunk.length;
    if (size <= limit) {
      chunks.push(chunk);
      return;
    }
    chunks.length = 0;
    size = 0;
    request.resume();
    finish(CONTENT_TOO_LARGE);
  }
  function onEnd(): void {
    finish(null);
  }
  request.on('data', onData).on('end', onEnd).on(BROKEN, finish);
}
