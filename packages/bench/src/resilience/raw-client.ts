import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** Opens a connection on which bytes are sent as they are; that it may be lost is not an error. */
export async function openRaw(url: string): Promise<Socket> {
  const { hostname, port } = new URL(url);
  const socket = connect({ host: hostname, port: Number(port), noDelay: true });
  await once(socket, 'connect');
  socket.on('error', () => undefined);
  return socket;
}

/** The head of a request; the lines of its fields end with CRLF. */
export function head(line: string, fields = ''): string {
  return `${line} HTTP/1.1\r\nHost: gateway.test\r\n${fields}\r\n`;
}
