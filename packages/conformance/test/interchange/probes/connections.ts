/** Several requests, pauses, and ends in the middle. */
import { chunked, FIN, type Probe, post, request, type Step } from '../probe.ts';

const HELLO = '{"message":"Hello"}';
const REQUESTS: Readonly<Record<string, string>> = {
  GET: request('GET /health'),
  HEAD: request('HEAD /info'),
  POST: post(HELLO),
  'chunked POST': post(chunked(HELLO), 'Transfer-Encoding: chunked'),
  '404': request('GET /nope'),
  '404 with a body': request('PUT /nope', { body: HELLO }),
  '405': request('DELETE /health'),
  '204': request('OPTIONS /echo'),
  '304': request('GET /info', { fields: ['If-None-Match: *'] }),
  '400': post('{"message":'),
  '400 target': request('GET /%zz'),
  '400 host': request('GET /', { fields: ['Host: a b'] }),
  '413': request('POST /echo', { fields: ['Content-Type: application/json', 'Content-Length: 2000000'] }),
  '413 chunked': post(`200000\r\n${'x'.repeat(1_200_000)}`, 'Transfer-Encoding: chunked'),
  '415': post(HELLO, 'Content-Type: text/plain'),
  '415 coding': post(HELLO, 'Content-Encoding: gzip'),
  '417': request('GET /', { fields: ['Expect: zzz'] }),
  '417 with a body': post(HELLO, 'Expect: zzz'),
  '431': request('GET /', { fields: [`X: ${'a'.repeat(17_000)}`] }),
  '501 method': request('FOO /'),
  '501 coding': post(chunked(HELLO), 'Transfer-Encoding: gzip, chunked'),
  '505': request('GET / HTTP/2.0'),
  'expecting POST': post(HELLO, 'Expect: 100-continue'),
  'expecting 415': post(HELLO, 'Expect: 100-continue', 'Content-Type: text/plain'),
  'expecting GET': request('GET /health', { fields: ['Expect: 100-continue'] }),
  'closing GET': request('GET /health', { fields: ['Connection: close'] }),
  'closing POST': post(HELLO, 'Connection: close'),
  'closing 404': request('GET /nope', { fields: ['Connection: close'] }),
  'HTTP/1.0 GET': request('GET /health HTTP/1.0'),
  'HTTP/1.0 GET that stays': request('GET /health HTTP/1.0', { fields: ['Connection: keep-alive'] }),
  CONNECT: request('CONNECT a.test:80'),
  'absolute GET': request('GET http://a.test/health'),
  garbage: '\x00\x01\x02garbage\r\n\r\n',
  'an empty line': '\r\n',
  'bad chunk': post('zz\r\n', 'Transfer-Encoding: chunked'),
  'late bad chunk': post(`5\r\n{"mes\r\nzz\r\n`, 'Transfer-Encoding: chunked'),
  'GET with a bad chunk': request('GET /health', { fields: ['Transfer-Encoding: chunked'], body: 'zz\r\n' }),
  '404 with a bad chunk': request('POST /nope', {
    fields: ['Transfer-Encoding: chunked'],
    body: '5\r\nabcdeX',
  }),
  'short POST': post(HELLO, 'Content-Length: 25'),
  'short GET': request('GET /health', { fields: ['Content-Length: 5'], body: 'ab' }),
  'long POST': post(HELLO, 'Content-Length: 10'),
};

const pairs = Object.entries(REQUESTS).flatMap(([first, one]) =>
  Object.entries(REQUESTS).map(([second, two]) => ({ id: `${first}, then ${second}`, one, two })),
);

/** What is worth a pause: it leaves something open, or closes something. */
const WAITED_FOR = [
  'POST',
  '413',
  '413 chunked',
  '417 with a body',
  'expecting 415',
  'closing POST',
  'bad chunk',
  'short POST',
];

const halves = (text: string, pause = 25): Step[] => {
  const middle = Math.floor(text.length / 2);
  return [text.slice(0, middle), { wait: pause }, text.slice(middle)];
};

/** Every request with every other behind it, in one write, some in two; each cut in half, ended, and sent byte by byte. */
export const CONNECTION_PROBES: readonly Probe[] = [
  ...pairs.map(({ id, one, two }): Probe => ({ id: `${id}, at once`, steps: [one + two] })),
  ...pairs
    .filter(({ id }) => WAITED_FOR.some((first) => id.startsWith(`${first}, `)))
    .map(({ id, one, two }): Probe => ({ id, steps: [one, { wait: 25 }, two] })),
  ...Object.entries(REQUESTS).flatMap(([id, text]): Probe[] => [
    { id: `${id}, in halves`, steps: halves(text) },
    { id: `${id}, FIN`, steps: [text, FIN] },
    { id: `${id}, FIN later`, steps: [text, { wait: 25 }, FIN] },
    { id: `${id}, half, FIN`, steps: [text.slice(0, Math.floor(text.length / 2)), { wait: 10 }, FIN] },
    { id: `${id}, but one byte, FIN`, steps: [text.slice(0, -1), FIN] },
    { id: `${id}, ten times`, steps: [text.repeat(10)] },
    {
      id: `${id}, head and body apart`,
      steps: [
        text.slice(0, text.indexOf('\r\n\r\n') + 4),
        { wait: 25 },
        text.slice(text.indexOf('\r\n\r\n') + 4),
      ],
    },
    { id: `GET, ${id}, GET, FIN`, steps: [`${REQUESTS['GET']}${text}${REQUESTS['GET']}`, FIN] },
    { id: `POST, ${id}, POST`, steps: [`${REQUESTS['POST']}${text}${REQUESTS['POST']}`] },
    ...(text.length < 400
      ? [{ id: `${id}, byte by byte`, steps: text.split('').flatMap((byte): Step[] => [byte, { wait: 0 }]) }]
      : []),
  ]),
  { id: 'nothing, FIN', steps: [FIN] },
  { id: '1,000 requests at once', steps: [request('GET /livez').repeat(1000)] },
  { id: '300 messages at once', steps: [post(HELLO).repeat(300)] },
];
