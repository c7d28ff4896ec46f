import { setImmediate as turn } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { RecordingSocket } from '../../test/support/recording-socket.ts';
import { PlainResponse } from './plain-response.ts';

const PART = Buffer.alloc(20_000, 'a');
const text = PART.toString();

test.each([
  ['with a length', true, 'write', text],
  ['with a length, as its end', true, 'end', text],
  ['in chunks', false, 'write', `4e20\r\n${text}\r\n`],
  ['in chunks, as its end', false, 'end', `4e20\r\n${text}\r\n0\r\n\r\n`],
] as const)('a part is said to be written once it is, %s', async (_name, framed, method, expected) => {
  const socket = new RecordingSocket();
  const response = new PlainResponse(socket, { method: 'GET', keepAlive: 5, finished: () => undefined });
  let written = false;
  response.writeLines(200, 'OK', { lines: framed ? 'content-length: 20000\r\n' : '', dated: true, framed });
  socket.slow = true;
  response[method](PART, () => (written = true));
  await turn();
  expect(written).toBe(false);
  socket.slow = false;
  socket.goOn();
  await turn();
  expect(written).toBe(true);
  const sent = socket.written.join('');
  expect(sent.slice(sent.indexOf('\r\n\r\n') + 4)).toBe(expected);
});
