import { connect } from 'node:net';
import type { RequestKind } from './request.ts';

/** One answer, as it came over the wire. */
export interface Answer {
  readonly status: number;
  readonly body: string;
  /** Bytes of the whole answer, its head included. */
  readonly size: number;
}

/** Reads an answer whose body is framed by `Content-Length`; undefined while it is not complete. */
export function parseAnswer(bytes: Buffer): Answer | undefined {
  const end = bytes.indexOf('\r\n\r\n');
  if (end < 0) return undefined;
  const head = bytes.toString('latin1', 0, end);
  const length = /^content-length: *(\d+)/imu.exec(head)?.[1];
  if (length === undefined) throw new Error(`an answer without Content-Length:\n${head}`);
  const size = end + 4 + Number(length);
  if (bytes.length < size) return undefined;
  return { status: Number(head.slice(9, 12)), body: bytes.toString('utf8', end + 4, size), size };
}

/** Sends a request once, as a load generator does, and answers what came back. */
export function ask(url: string, { method, path, headers, body }: RequestKind): Promise<Answer> {
  const { hostname, port, host } = new URL(url);
  const fields = { host, ...headers, ...(body && { 'content-length': String(Buffer.byteLength(body)) }) };
  const lines = Object.entries(fields).map(([name, value]) => `${name}: ${value}\r\n`);
  return new Promise((resolve, reject) => {
    let received = Buffer.alloc(0);
    const socket = connect(Number(port), hostname);
    socket.setTimeout(5000, () => socket.destroy(new Error(`no answer from ${url}${path}`)));
    socket.once('error', reject);
    socket.once('close', () => reject(new Error(`${url}${path} closed the connection`)));
    socket.on('data', (chunk: Buffer) => {
      received = Buffer.concat([received, chunk]);
      try {
        const answer = parseAnswer(received);
        if (answer === undefined) return;
        resolve(answer);
      } catch (error) {
        reject(error instanceof Error ? error : new Error(String(error)));
      }
      socket.destroy();
    });
    socket.write(`${method} ${path} HTTP/1.1\r\n${lines.join('')}\r\n${body}`);
  });
}
