import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { FrontServer } from '../fast-path/front-server.ts';

/**
 * Serves a request whose `Upgrade` is ignored. Node hands over the connection of every request with `Upgrade` as soon as
 * somebody listens for upgrades; before Node 24 there is no way to say which. So the request is put back in front of the
 * connection without that field, and the connection is given to the server again. It ends with the answer, because a
 * connection can be handed over only so often.
 */
export function serveAsPlain(
  server: FrontServer,
  request: IncomingMessage,
  { socket, head }: Handover,
): void {
  const { method = '', url = '', httpVersion, rawHeaders } = request;
  const lines = [`${method} ${url} HTTP/${httpVersion}`];
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index] ?? '';
    const value = rawHeaders[index + 1] ?? '';
    if (!LEFT_OUT.has(name.toLowerCase())) lines.push(`${name}: ${value}`);
    else if (name.length === CONNECTION.length) lines.push(`Connection: ${withoutUpgrade(value)}`);
  }
  lines.push('', '');
  socket.unshift(Buffer.concat([Buffer.from(lines.join('\r\n'), 'latin1'), head]));
  server.readmit(socket);
}

/** A connection that Node has handed over, and what of it has been read already. */
export interface Handover {
  readonly socket: Socket;
  readonly head: Buffer;
}

const CONNECTION = 'connection';
const LEFT_OUT: ReadonlySet<string> = new Set(['upgrade', 'http2-settings', CONNECTION]);

function withoutUpgrade(value: string): string {
  const options = value.split(',').map((option) => option.trim());
  const kept = options.filter(
    (option) => !LEFT_OUT.has(option.toLowerCase()) && option.toLowerCase() !== 'close',
  );
  return ['close', ...kept].join(', ');
}
