import { once } from 'node:events';
import { head, openRaw } from './raw-client.ts';

const PART = Buffer.alloc(256 * 1024, 'x');

/** Downloads so many bytes; answers how many bytes came, the head included. */
export async function download(url: string, size: number): Promise<number> {
  const socket = await openRaw(url);
  let received = 0;
  socket.on('data', (chunk: Buffer) => (received += chunk.length));
  socket.write(head(`GET /bytes/${size}`, 'Connection: close\r\n'));
  await once(socket, 'close');
  return received;
}

/** Uploads so many bytes, in chunks; answers how many of them the replica counted. */
export async function upload(url: string, size: number): Promise<number> {
  const socket = await openRaw(url);
  let answer = '';
  socket.on('data', (chunk: Buffer) => (answer += String(chunk)));
  const closed = once(socket, 'close');
  socket.write(head('POST /count', 'Transfer-Encoding: chunked\r\nConnection: close\r\n'));
  for (let left = size; left > 0 && socket.writable; left -= PART.length) {
    const part = PART.subarray(0, Math.min(left, PART.length));
    socket.write(`${part.length.toString(16)}\r\n`);
    socket.write(part);
    if (!socket.write('\r\n')) await Promise.race([once(socket, 'drain'), closed]);
  }
  socket.write('0\r\n\r\n');
  await closed;
  // The count may be alone in a chunk of its own.
  return Number(/^(\d{4,})\r?$/mu.exec(answer)?.[1] ?? Number.NaN);
}
