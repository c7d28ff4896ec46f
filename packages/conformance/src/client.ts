import type { Server } from 'node:http';
import supertest from 'supertest';
import { assertNoLeak } from './leaks.ts';

/** What goes with a request besides its method and path. */
interface Parcel {
  readonly headers?: Readonly<Record<string, string>>;
  /** A string is sent as it is, an object as JSON. */
  readonly body?: string | object;
}

/** What came back. */
export interface Received {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  /** @throws {SyntaxError} when the body is not JSON */
  json(): unknown;
}

/** Sends one request, given as `GET /health`, and waits for the whole answer. */
export type Client = (line: string, parcel?: Parcel) => Promise<Received>;

/** Nothing a service answers takes this long, on a busy machine either; in milliseconds. */
const PATIENCE = 25_000;
/** How much of a body is sent to a service that refuses all of it, in characters. */
const BEGINNING = 1024;
const BROKEN: ReadonlySet<unknown> = new Set(['EPIPE', 'ECONNRESET']);

/**
 * A client of a server, or of a base URL whose path is put before every path asked for. It follows no redirect.
 * An answer that shows a stack trace or a file of the service is an error, whatever was asked.
 *
 * A service may refuse a body before it has all of it and close the connection; a client that is still writing then may
 * lose the answer (RFC 9112 §9.6). It asks again, and waits for the answer after the beginning of the body.
 */
export function createClient(target: Server | string): Client {
  const base = typeof target === 'string' ? target.replace(/\/+$/u, '') : target;
  return async (line, { headers = {}, body } = {}) => {
    const [method = '', path = ''] = line.split(' ');
    const send = async (fields: Readonly<Record<string, string>>, content = body) => {
      const request = new supertest.Test(base, method, path).timeout(PATIENCE).set({ ...fields });
      return await (content === undefined ? request : request.send(content));
    };
    const response = await send(headers).catch(async (error: unknown) => {
      if (typeof body !== 'string' || body.length <= BEGINNING || !broken(error)) throw error;
      const length = String(Buffer.byteLength(body));
      return await send({ ...headers, 'content-length': length }, body.slice(0, BEGINNING));
    });
    const text = response.text ?? '';
    assertNoLeak(text);
    const received: Record<string, string> = response.headers;
    return { status: response.status, headers: received, text, json: (): unknown => JSON.parse(text) };
  };
}

function broken(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && BROKEN.has(error.code);
}
