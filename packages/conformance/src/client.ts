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

/** Nothing a service answers takes this long; in milliseconds. */
const PATIENCE = 10_000;

/**
 * A client of a server, or of a base URL whose path is put before every path asked for. It follows no redirect.
 * An answer that shows a stack trace or a file of the service is an error, whatever was asked.
 */
export function createClient(target: Server | string): Client {
  const base = typeof target === 'string' ? target.replace(/\/+$/u, '') : target;
  return async (line, { headers = {}, body } = {}) => {
    const [method = '', path = ''] = line.split(' ');
    const request = new supertest.Test(base, method, path).timeout(PATIENCE).set({ ...headers });
    const response = await (body === undefined ? request : request.send(body));
    const text = response.text ?? '';
    assertNoLeak(text);
    const received: Record<string, string> = response.headers;
    return { status: response.status, headers: received, text, json: (): unknown => JSON.parse(text) };
  };
}
