import { gzipSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import { startGateway } from '../../test/support/gateway.ts';
import { sendRaw } from '../../test/support/raw-client.ts';
import { startUpstream } from '../../test/support/upstream.ts';

const ALL_BYTES = Buffer.from(Array.from({ length: 256 }, (_value, index) => index));
const BODIES: [string, Buffer][] = [
  ['every byte there is', ALL_BYTES],
  ['line ends and byte order marks', Buffer.from('\uFEFF\r\n\r\n\n\r\0\uFFFE0\r\n\r\n')],
  ['what is longer than one part', Buffer.alloc(300_000, ALL_BYTES)],
  ['what would inflate to 10 MB', gzipSync(Buffer.alloc(10_000_000))],
  ['JSON that is none', Buffer.from('{"a":NaN,}'.repeat(100) + '['.repeat(100_000))],
  ['nothing', Buffer.alloc(0)],
];

const chunked = (body: Buffer): string =>
  `Transfer-Encoding: chunked\r\n\r\n${body.length === 0 ? '' : `${body.length.toString(16)}\r\n${body.toString('latin1')}\r\n`}0\r\n\r\n`;
const measured = (body: Buffer): string => `Content-Length: ${body.length}\r\n\r\n${body.toString('latin1')}`;

describe('a body passes both ways byte for byte; the gateway neither decodes nor parses it', () => {
  test.each(
    BODIES.flatMap(([name, body]) => [
      [`${name}, with a length`, body, measured(body)] as const,
      [`${name}, in chunks`, body, chunked(body)] as const,
    ]),
  )('%s', async (_name, body, framed) => {
    const heard: Buffer[] = [];
    const upstream = await startUpstream((request, response) => {
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => parts.push(part));
      request.on('end', () => {
        heard.push(Buffer.concat(parts));
        response.writeHead(200, {
          'content-length': body.length,
          'content-encoding': request.headers['content-encoding'],
        });
        response.end(body);
      });
    });
    const { port } = await startGateway({ express: upstream.url });
    const head = 'POST /flask/ HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Encoding: gzip\r\n';
    const answer = await sendRaw(port, `${head}${framed}`);
    expect(heard.map((all) => all.equals(body))).toEqual([true]);
    expect(answer).toMatch(/^content-encoding: gzip\r$/mu);
    expect(answer.slice(answer.indexOf('\r\n\r\n') + 4) === body.toString('latin1')).toBe(true);
  });
});
