import { expect, test } from '@jest/globals';
import { startGateway } from '../../test/support/gateway.ts';
import { openRaw, statusOf } from '../../test/support/raw-client.ts';
import { startUpstream } from '../../test/support/upstream.ts';

/** What some program would take for the end of a body and a request behind it, and another for a body. */
const BODY = '0\r\n\r\nGET /flask/smuggled HTTP/1.1\r\nHost: a\r\n\r\n';
const HEAD = `POST /flask/x HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: ${BODY.length}\r\n`;

/** Where the byte is, and which bytes make another field of it, that frames nothing (RFC 9110 §5.6.2). */
const PLACES: [string, (byte: string) => string, RegExp?][] = [
  ['in front of the name', (byte) => `${byte}Transfer-Encoding: chunked`, /[!#$%&'*+.^`|~\w-]/u],
  ['in the name', (byte) => `Transfer${byte}Encoding: chunked`, /[!#$%&'*+.^`|~\w:]/u],
  ['behind the name', (byte) => `Transfer-Encoding${byte}: chunked`, /[!#$%&'*+.^`|~\w-]/u],
  ['in front of the value', (byte) => `Transfer-Encoding:${byte}chunked`],
  ['in the value', (byte) => `Transfer-Encoding: chun${byte}ked`],
  ['behind the value', (byte) => `Transfer-Encoding: chunked${byte}`],
  ['in the place of the line end', (byte) => `Transfer-Encoding: chunked${byte}X: x`],
];

/** Every byte there is, with the status that a request with it got. */
async function statusesOf(port: number, field: (byte: string) => string): Promise<[string, number][]> {
  const bytes = Array.from({ length: 256 }, (_value, code) => String.fromCodePoint(code));
  const statuses: [string, number][] = [];
  const lane = async (): Promise<void> => {
    for (let byte = bytes.pop(); byte !== undefined; byte = bytes.pop()) {
      const client = await openRaw(port);
      client.socket.write(Buffer.from(`${HEAD}${field(byte)}\r\n\r\n${BODY}`, 'latin1'));
      await client.closed;
      statuses.push([byte, statusOf(client.received())]);
    }
  };
  await Promise.all(Array.from({ length: 16 }, lane));
  return statuses;
}

test.each(PLACES)(
  'whatever byte is %s of Transfer-Encoding, beside a length: refused, or another field (RFC 9112 §5.1, §6.1)',
  async (_place, field, another = /[^\p{Any}]/u) => {
    const heard: string[] = [];
    const upstream = await startUpstream((request, response) => {
      let length = 0;
      request.on('data', (chunk: Buffer) => (length += chunk.length));
      request.on('end', () => {
        heard.push(`${request.url} ${length} ${request.headers['transfer-encoding'] ?? ''}`);
        response.end('ok');
      });
    });
    const gateway = await startGateway({ express: upstream.url });
    const statuses = await statusesOf(gateway.port, field);
    const wrong = statuses.filter(([byte, status]) => status !== (another.test(byte) ? 200 : 400));
    expect(wrong).toEqual([]);
    expect(await (await fetch(`${gateway.url}/flask/canary`)).text()).toBe('ok');
    const passed = statuses.filter(([byte]) => another.test(byte)).map(() => `/x ${BODY.length} `);
    expect(heard).toEqual([...passed, '/canary 0 ']);
  },
);
