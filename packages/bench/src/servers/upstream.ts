/**
 * The service behind the measured gateways: 160 bytes of JSON for `/bench` and `/health`, 404 for everything else. It
 * speaks just enough HTTP to be cheap, as it shares a core with the load: `node upstream.js PORT`.
 */
import { createServer } from 'node:net';
import { port } from './arguments.ts';

const BODY = JSON.stringify({ status: 'healthy', padding: ''.padEnd(128, 'x') }).padEnd(160);
const FOUND = Buffer.from(
  `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ${BODY.length}\r\n\r\n${BODY}`,
);
const NOT_FOUND = Buffer.from('HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n');

/** The length of the request at the start of the text, its body included; 0 while it is not complete. */
function requestLength(text: string): number {
  const end = text.indexOf('\r\n\r\n');
  if (end < 0) return 0;
  const head = text.slice(0, end);
  if (/^transfer-encoding:/imu.test(head)) {
    const last = text.indexOf('0\r\n\r\n', end);
    return last < 0 ? 0 : last + 5;
  }
  const length = end + 4 + Number(/^content-length: *(\d+)/imu.exec(head)?.[1] ?? 0);
  return length <= text.length ? length : 0;
}

createServer({ noDelay: true }, (socket) => {
  let text = '';
  socket.setEncoding('latin1');
  socket.on('error', () => undefined);
  socket.on('data', (chunk: string) => {
    text += chunk;
    for (let length = requestLength(text); length > 0; length = requestLength(text)) {
      socket.write(/^\w+ \/(?:bench|health) /u.test(text) ? FOUND : NOT_FOUND);
      text = text.slice(length);
    }
  });
}).listen(port, '127.0.0.1');
