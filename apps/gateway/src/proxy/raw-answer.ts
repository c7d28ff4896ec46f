import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { problem } from './answer.ts';
import type { Refusal } from './refusals.ts';

/** How long a client may take to read the last answer on its connection, in milliseconds. */
const LINGER = 2000;

/** Answers on a connection that Node's HTTP server has given up or handed over, and ends it. */
export function refuseRaw(socket: Duplex, refusal: Refusal, requestId: string): void {
  const { status, type, body, fields = [] } = problem({ ...refusal, close: true }, requestId);
  const lines = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
    `content-type: ${type}`,
    'x-content-type-options: nosniff',
    `date: ${new Date().toUTCString()}`,
    `x-request-id: ${requestId}`,
    'connection: close',
  ];
  for (let index = 0; index < fields.length; index += 2) {
    lines.push(`${fields[index]}: ${fields[index + 1]}`);
  }
  lines.push(`content-length: ${Buffer.byteLength(body)}`, '', body);
  socket.end(lines.join('\r\n'));
  // What still comes is read, or closing would reset the connection and take the answer away (RFC 9112 §9.6).
  socket.resume();
  const timer = setTimeout(() => socket.destroy(), LINGER);
  socket.on('close', () => clearTimeout(timer));
}
