import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { problem } from './answer.ts';
import { linger } from './linger.ts';
import type { Refusal } from './refusals.ts';

/** Answers on a connection that Node's HTTP server has given up, and ends it. */
export function refuseRaw(socket: Socket, refusal: Refusal, requestId: string): void {
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
  socket.write(lines.join('\r\n'));
  linger(socket);
}
