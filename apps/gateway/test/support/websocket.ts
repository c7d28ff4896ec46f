import { once } from 'node:events';
import { WebSocket, WebSocketServer } from 'ws';
import { onCleanup } from './cleanup.ts';
import { startUpstream } from './upstream.ts';

/** A replica that speaks WebSocket and echoes; plain requests get their path. */
export async function startEcho() {
  const upstream = await startUpstream((request, response) => {
    request.resume();
    request.on('end', () => response.end(request.url));
  });
  const sockets = new WebSocketServer({ server: upstream.server });
  const urls: string[] = [];
  sockets.on('connection', (socket, request) => {
    urls.push(`${request.url} ${String(request.headers['x-forwarded-for'])} ${request.headers.via ?? ''}`);
    socket.on('message', (data, binary) => socket.send(data, { binary }));
  });
  return { ...upstream, sockets, urls };
}

/** Opens a WebSocket. */
export async function open(port: number, path: string): Promise<WebSocket> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`);
  onCleanup(() => socket.terminate());
  await once(socket, 'open');
  return socket;
}

/** What comes back first. */
export async function ask(socket: WebSocket, text: string): Promise<string> {
  const answer = new Promise<string>((resolve) =>
    socket.once('message', (data) => resolve(Buffer.isBuffer(data) ? data.toString() : '')),
  );
  socket.send(text);
  return answer;
}

const HANDSHAKE = ['Upgrade: websocket', 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=='];

/** The opening handshake as a client sends it. */
export function handshake(line: string, fields: readonly string[] = [], version = '13'): string {
  const head = [`${line} HTTP/1.1`, 'Host: gateway.test', 'Connection: Upgrade', ...HANDSHAKE];
  return [...head, `Sec-WebSocket-Version: ${version}`, ...fields, '', ''].join('\r\n');
}
