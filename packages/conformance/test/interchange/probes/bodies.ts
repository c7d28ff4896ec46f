/** What can be wrong, or odd but right, with a body. */
import { chunked, type Probe, post, request } from '../probe.ts';
import { TYPES } from './content-types.ts';
import { BODIES, padded } from './contents.ts';

const HELLO = '{"message":"Hello"}';
const MIB = 1024 * 1024;

const CODINGS = [
  'identity',
  'Identity',
  '',
  'gzip',
  'x-gzip',
  'deflate',
  'br',
  'zstd',
  'zzz',
  'identity, identity',
  'gzip, identity',
  'identity, gzip',
  '*',
  'identity;q=1',
  'identity\r\nContent-Encoding: gzip',
  'gzip\r\nContent-Encoding: identity',
  'compress',
];

const GZIPPED =
  '\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03\xabVJT\xb22\xac\x05\x00\xaf\xac\x1bV\x07\x00\x00\x00';

/** Every body framed by length, in one chunk and in several; every content type and coding; too much in every way. */
export const BODY_PROBES: readonly Probe[] = [
  ...Object.entries(BODIES).flatMap(([id, body]): Probe[] => [
    { id: `body ${id}`, steps: [post(body)] },
    {
      id: `body ${id}, chunked`,
      steps: [post(body === '' ? '0\r\n\r\n' : chunked(body), 'Transfer-Encoding: chunked')],
    },
    { id: `body ${id}, in two parts`, steps: [post(body).slice(0, -3), { wait: 15 }, post(body).slice(-3)] },
    { id: `body ${id}, close`, steps: [post(body, 'Connection: close')] },
  ]),
  ...TYPES.flatMap((type): Probe[] => [
    { id: `type ${type.slice(0, 80)}`, steps: [post(HELLO, `Content-Type: ${type}`)] },
    { id: `type ${type.slice(0, 80)}, no body`, steps: [post('', `Content-Type: ${type}`)] },
    {
      id: `type ${type.slice(0, 80)}, chunked`,
      steps: [post(chunked(HELLO), `Content-Type: ${type}`, 'Transfer-Encoding: chunked')],
    },
    {
      id: `type ${type.slice(0, 80)}, elsewhere`,
      steps: [request('PUT /nope', { fields: [`Content-Type: ${type}`], body: HELLO })],
    },
    {
      id: `type ${type.slice(0, 80)}, GET`,
      steps: [request('GET /info', { fields: [`Content-Type: ${type}`], body: HELLO })],
    },
    {
      id: `type ${type.slice(0, 80)}, QUERY`,
      steps: [request('QUERY /echo', { fields: [`Content-Type: ${type}`], body: HELLO })],
    },
  ]),
  ...CODINGS.flatMap((coding): Probe[] => [
    { id: `coding ${coding}`, steps: [post(HELLO, `Content-Encoding: ${coding}`)] },
    { id: `coding ${coding}, compressed`, steps: [post(GZIPPED, `Content-Encoding: ${coding}`)] },
    {
      id: `coding ${coding}, text`,
      steps: [post(HELLO, 'Content-Type: text/plain', `Content-Encoding: ${coding}`)],
    },
    {
      id: `coding ${coding}, GET`,
      steps: [request('GET /health', { fields: [`Content-Encoding: ${coding}`], body: HELLO })],
    },
  ]),
  { id: 'no type, no body', steps: [request('POST /echo')] },
  { id: 'no type, length 0', steps: [request('POST /echo', { fields: ['Content-Length: 0'] })] },
  { id: 'no type, a body', steps: [request('POST /echo', { body: HELLO })] },
  {
    id: 'a type, no framing',
    steps: [request('POST /echo', { fields: ['Content-Type: application/json'] })],
  },
  ...[MIB + 1, 2 * MIB, 3 * MIB].flatMap((size): Probe[] => [
    { id: `${size} bytes`, steps: [post(padded(size))] },
    { id: `${size} bytes, close`, steps: [post(padded(size), 'Connection: close')] },
    { id: `${size} bytes, one chunk`, steps: [post(chunked(padded(size)), 'Transfer-Encoding: chunked')] },
    {
      id: `${size} bytes, many chunks`,
      steps: [
        post(
          chunked(...Array.from({ length: 64 }, () => 'x'.repeat(size / 64))),
          'Transfer-Encoding: chunked',
        ),
      ],
    },
    { id: `${size} bytes, as text`, steps: [post(padded(size), 'Content-Type: text/plain')] },
    { id: `${size} bytes, compressed`, steps: [post(padded(size), 'Content-Encoding: gzip')] },
    { id: `${size} bytes, elsewhere`, steps: [request('POST /nope', { body: padded(size) })] },
    { id: `${size} bytes, GET`, steps: [request('GET /health', { body: padded(size) })] },
    {
      id: `${size} bytes, GET, close`,
      steps: [request('GET /health', { fields: ['Connection: close'], body: padded(size) })],
    },
    {
      id: `${size} bytes announced`,
      steps: [
        request('POST /echo', { fields: ['Content-Type: application/json', `Content-Length: ${size}`] }),
      ],
    },
    {
      id: `${size} bytes announced and expected`,
      steps: [
        request('POST /echo', {
          fields: ['Content-Type: application/json', `Content-Length: ${size}`, 'Expect: 100-continue'],
        }),
      ],
    },
    {
      id: `${size} bytes over HTTP/1.0`,
      steps: [
        request('POST /echo HTTP/1.0', { fields: ['Content-Type: application/json'], body: padded(size) }),
      ],
    },
  ]),
];
