import { describe, expect, test } from '@jest/globals';
import { startGateway } from '../../test/support/gateway.ts';
import { openRaw, type RawClient } from '../../test/support/raw-client.ts';
import { until } from '../../test/support/until.ts';
import { startUpstream } from '../../test/support/upstream.ts';

/** A replica that says what it was asked, and how long the body was. */
async function start() {
  const heard: string[] = [];
  const upstream = await startUpstream((request, response) => {
    let length = 0;
    request.on('data', (chunk: Buffer) => (length += chunk.length));
    request.on('end', () => {
      heard.push(`${request.method} ${request.url} ${length}`);
      response.end(`<${request.url}>`);
    });
  });
  const gateway = await startGateway({ express: upstream.url });
  return { gateway, upstream, heard };
}

const SMUGGLED = 'GET /flask/smuggled HTTP/1.1\r\nHost: a.test\r\n\r\n';
const LAST = 'GET /flask/last HTTP/1.1\r\nHost: a.test\r\nConnection: close\r\n\r\n';
const POST = 'POST /flask/x HTTP/1.1\r\nHost: a.test\r\n';
const CHUNKED = 'Transfer-Encoding: chunked\r\n';
const BODY = '3\r\nabc\r\n0\r\n\r\n';

const coding = (field: string): string => `${POST}${field}\r\n\r\n${BODY}`;
const both = (field: string): string => `${POST}${field}\r\nContent-Length: 3\r\n\r\nabc`;
const chunks = (text: string): string => `${POST}${CHUNKED}\r\n${text}`;

/** Each is followed by a second request on the same connection (RFC 9112 §11.2, CWE-444). */
const UNCLEAR: [string, string][] = [
  ['CL.TE', `${POST}Content-Length: 6\r\n${CHUNKED}\r\n0\r\n\r\n`],
  ['TE.CL', `${POST}${CHUNKED}Content-Length: 4\r\n\r\n5c\r\n`],
  ['TE.TE, the second obscured', `${POST}${CHUNKED}Transfer-Encoding: x\r\n\r\n${BODY}`],
  ['TE.TE, the first obscured', `${POST}Transfer-Encoding: x\r\n${CHUNKED}\r\n${BODY}`],
  ['TE.TE, both chunked', `${POST}${CHUNKED}${CHUNKED}\r\n${BODY}`],
  ['two lengths', `${POST}Content-Length: 3\r\nContent-Length: 0\r\n\r\nabc`],
  ['two equal lengths', `${POST}Content-Length: 3\r\nContent-Length: 3\r\n\r\nabc`],
  ['a list of lengths', `${POST}Content-Length: 3, 3\r\n\r\nabc`],
  ['CL: +3', `${POST}Content-Length: +3\r\n\r\nabc`],
  ['CL: -3', `${POST}Content-Length: -3\r\n\r\nabc`],
  ['CL: 03', `${POST}Content-Length: 03\r\n\r\nabc`],
  ['CL: 0x3', `${POST}Content-Length: 0x3\r\n\r\nabc`],
  ['CL: 3_0', `${POST}Content-Length: 3_0\r\n\r\nabc`],
  ['CL: 3e0', `${POST}Content-Length: 3e0\r\n\r\nabc`],
  ['CL: "3 4"', `${POST}Content-Length: 3 4\r\n\r\nabc`],
  ['CL: "3,"', `${POST}Content-Length: 3,\r\n\r\nabc`],
  ['CL behind a vertical tab', `${POST}Content-Length: \u000B3\r\n\r\nabc`],
  ['CL folded', `${POST}Content-Length:\r\n 3\r\n\r\nabc`],
  ['CL of 20 digits', `${POST}Content-Length: 99999999999999999999\r\n\r\nabc`],
  ['an empty CL', `${POST}Content-Length:\r\n\r\n`],
  ['CL with a space before the colon', `${POST}Content-Length : 3\r\n\r\nabc`],
  ['TE: chunked, identity', coding('Transfer-Encoding: chunked, identity')],
  ['TE: identity, chunked', coding('Transfer-Encoding: identity, chunked')],
  ['TE: identity', both('Transfer-Encoding: identity')],
  ['TE: ,chunked', coding('Transfer-Encoding: ,chunked')],
  ['TE: chunked,', coding('Transfer-Encoding: chunked,')],
  ['TE: chunked, chunked', coding('Transfer-Encoding: chunked, chunked')],
  ['TE: gzip, chunked', coding('Transfer-Encoding: gzip, chunked')],
  ['TE: chunked, gzip', coding('Transfer-Encoding: chunked, gzip')],
  ['TE: xchunked', both('Transfer-Encoding: xchunked')],
  ['TE: xchunked, without a length', coding('Transfer-Encoding: xchunked')],
  ['TE: chunkedx', both('Transfer-Encoding: chunkedx')],
  ['TE: chunked;a=b', coding('Transfer-Encoding: chunked;a=b')],
  ['TE: "chunked"', coding('Transfer-Encoding: "chunked"')],
  ['TE in front of which is a vertical tab', coding('Transfer-Encoding: \u000Bchunked')],
  ['TE behind which is a vertical tab', coding('Transfer-Encoding: chunked\u000B')],
  ['TE in front of which is 0x85', coding('Transfer-Encoding: \u0085chunked')],
  ['TE in front of which is 0xA0', coding('Transfer-Encoding: \u00A0chunked')],
  ['TE with a NUL', coding('Transfer-Encoding: chunked\u0000')],
  ['TE folded', coding('Transfer-Encoding:\r\n chunked')],
  ['TE folded behind something', coding('Transfer-Encoding: identity,\r\n chunked')],
  ['TE with a space before the colon', both('Transfer-Encoding : chunked')],
  ['TE with a tab before the colon', both('Transfer-Encoding\t: chunked')],
  ['TE with 0xA0 before the colon', both('Transfer-Encoding\u00A0: chunked')],
  ['TE behind a bare LF', both('X: x\nTransfer-Encoding: chunked')],
  ['TE behind a bare CR', both('X: x\rTransfer-Encoding: chunked')],
  ['TE behind a space', both(' Transfer-Encoding: chunked')],
  ['an empty TE with a length', both('Transfer-Encoding:')],
  ['TE in HTTP/1.0', `POST /flask/x HTTP/1.0\r\nHost: a\r\n${CHUNKED}\r\n${BODY}`],
  ['a head that ends with CR alone', `${POST}Content-Length: 3\r\n\rabc`],
  ['lines that end with LF CR', 'POST /flask/x HTTP/1.1\n\rHost: a\n\rContent-Length: 3\n\r\n\rabc'],
  ['any field folded', `${POST}X: x\r\n y\r\nContent-Length: 3\r\n\r\nabc`],
];

/** The same, but it is only in the body that it shows. */
const UNCLEAR_BODIES: [string, string][] = [
  ['a chunk size in hexadecimal with a prefix', chunks('0x3\r\nabc\r\n0\r\n\r\n')],
  ['a chunk size with a sign', chunks('+3\r\nabc\r\n0\r\n\r\n')],
  ['a negative chunk size', chunks('-3\r\nabc\r\n0\r\n\r\n')],
  ['a chunk size with an underscore', chunks('3_\r\nabc\r\n0\r\n\r\n')],
  ['a chunk size behind a space', chunks(' 3\r\nabc\r\n0\r\n\r\n')],
  ['a chunk size in front of a space', chunks('3 \r\nabc\r\n0\r\n\r\n')],
  ['no chunk size', chunks('\r\nabc\r\n0\r\n\r\n')],
  ['a chunk size beyond 64 bits', chunks('10000000000000003\r\nabc\r\n0\r\n\r\n')],
  ['a chunk size of 17 digits and a letter', chunks(`${'0'.repeat(16)}3G\r\nabc\r\n0\r\n\r\n`)],
  ['a chunk size that ends with LF', chunks('3\nabc\r\n0\r\n\r\n')],
  ['a chunk size that ends with CR', chunks('3\rabc\r\n0\r\n\r\n')],
  ['a chunk that ends with LF', chunks('3\r\nabc\n0\r\n\r\n')],
  ['a chunk that does not end', chunks('3\r\nabc0\r\n\r\n')],
  ['a chunk longer than it says', chunks('2\r\nabc\r\n0\r\n\r\n')],
  ['a last chunk that ends with LF', chunks('3\r\nabc\r\n0\n\n')],
  ['trailers that end with LF', chunks('3\r\nabc\r\n0\r\nX: 1\n\n')],
  ['a chunk extension that ends with LF', chunks('3;a\nabc\r\n0\r\n\r\n')],
  ['a chunk extension with CR in it', chunks('3;a\rb\r\nabc\r\n0\r\n\r\n')],
  ['a chunk extension with a control character', chunks('3;a\u0001\r\nabc\r\n0\r\n\r\n')],
  ['a chunk extension without a name', chunks('3;\r\nabc\r\n0\r\n\r\n')],
  ['a length among the trailers', chunks('3\r\nabc\r\n0\r\nContent-Length: 60\r\n\r\n')],
  ['a coding among the trailers', chunks('3\r\nabc\r\n0\r\nTransfer-Encoding: chunked\r\n\r\n')],
];

const PACES: [string, (client: RawClient, bytes: Buffer) => Promise<void>][] = [
  ['at once', async ({ socket }, bytes) => void socket.write(bytes)],
  [
    'byte by byte',
    async ({ socket }, bytes) => {
      for (const byte of bytes) {
        socket.write(Buffer.of(byte));
        await new Promise((resolve) => setImmediate(resolve));
      }
    },
  ],
];

describe.each(PACES)(
  'of a request that two programs could read differently, sent %s, no replica ever sees what is behind it',
  (_pace, send) => {
    const refused = async (bytes: string) => {
      const { gateway, upstream, heard } = await start();
      const client = await openRaw(gateway.port);
      await send(client, Buffer.from(bytes + SMUGGLED, 'latin1'));
      await client.closed;
      const answer = client.received();
      expect(answer).toMatch(
        /^HTTP\/1\.1 400 [^]*^connection: close\r$[^]*"code":"BAD_(?:REQUEST|FRAMING)"/imu,
      );
      expect(answer.match(/^HTTP\/1\.1 /gmu)).toHaveLength(1);
      // Whatever was on its way is there before this is.
      expect(await (await fetch(`${gateway.url}/flask/canary`)).text()).toBe('</canary>');
      // Of whole requests, it is all there is.
      expect(heard).toEqual(['GET /canary 0']);
      return upstream.requests.map(({ url }) => url);
    };

    test.each(UNCLEAR)('%s', async (_name, bytes) => {
      expect(await refused(bytes)).toEqual(['/canary']);
    });

    test.each(UNCLEAR_BODIES)('%s', async (_name, bytes) => {
      expect(await refused(bytes)).not.toContain('/smuggled');
    });
  },
);

/** Each is followed by one more request; the replica sees these two, each once. */
const CLEAR: [string, string, string][] = [
  [
    'a GET with a body',
    `GET /flask/x HTTP/1.1\r\nHost: a\r\nContent-Length: 46\r\n\r\n${SMUGGLED}`,
    'GET /x 46',
  ],
  [
    'a HEAD with a body',
    `HEAD /flask/x HTTP/1.1\r\nHost: a\r\nContent-Length: 46\r\n\r\n${SMUGGLED}`,
    'HEAD /x 46',
  ],
  [
    'a chunked GET',
    `GET /flask/x HTTP/1.1\r\nHost: a\r\n${CHUNKED}\r\n2e\r\n${SMUGGLED}\r\n0\r\n\r\n`,
    'GET /x 46',
  ],
  ['a body that looks like a request', `${POST}Content-Length: 46\r\n\r\n${SMUGGLED}`, 'POST /x 46'],
  ['a coding in capitals', coding('Transfer-Encoding: CHUNKED'), 'POST /x 3'],
  ['spaces around the coding', coding('Transfer-Encoding:  chunked '), 'POST /x 3'],
  ['chunk sizes with zeros in front', chunks('003\r\nabc\r\n000\r\n\r\n'), 'POST /x 3'],
  ['chunk extensions', chunks('3;a=b;c="d"\r\nabc\r\n0;e\r\n\r\n'), 'POST /x 3'],
  ['trailers', chunks('3\r\nabc\r\n0\r\nX-Sum: 1\r\nHost: evil\r\n\r\n'), 'POST /x 3'],
  ['a name that looks like a coding', both('Transfer_Encoding: chunked'), 'POST /x 3'],
  [
    'a coding that Connection names',
    coding('Connection: transfer-encoding\r\nTransfer-Encoding: chunked'),
    'POST /x 3',
  ],
  [
    'a length that Connection names',
    `${POST}Connection: content-length\r\nContent-Length: 3\r\n\r\nabc`,
    'POST /x 3',
  ],
];

describe('of a clear request, the replica sees what is behind it only as what it is', () => {
  test.each(CLEAR)('%s', async (_name, bytes, first) => {
    const { gateway, heard } = await start();
    const client = await openRaw(gateway.port);
    client.socket.write(Buffer.from(bytes + LAST, 'latin1'));
    await client.closed;
    expect(heard).toEqual([first, 'GET /last 0']);
    expect(client.received().match(/HTTP\/1\.1 200 OK/gu)).toHaveLength(2);
  });

  test.each([
    ['a request that the gateway answers', 'GET / HTTP/1.1'],
    ['a request that it refuses', 'POST /nowhere HTTP/1.1'],
  ])('%s, with a body', async (_name, line) => {
    const { gateway, heard } = await start();
    const client = await openRaw(gateway.port);
    client.socket.write(`${line}\r\nHost: a\r\nContent-Length: 46\r\n\r\n${SMUGGLED}${LAST}`);
    await client.closed;
    expect(heard).toEqual(['GET /last 0']);
  });

  test('a handshake with a body is no handshake', async () => {
    const { gateway, heard } = await start();
    const client = await openRaw(gateway.port);
    const key = 'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n';
    const head = `GET /flask/x HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\n${key}Content-Length: 46\r\n`;
    client.socket.write(`${head}Connection: upgrade\r\n\r\n${SMUGGLED}${LAST}`);
    await until(() => heard.length > 0);
    expect(heard[0]).toBe('GET /x 46');
    await until(() => client.received().includes('</x>'));
    client.socket.end();
    await client.closed;
    expect(heard).not.toContain('GET /smuggled 0');
  });
});
