import type { ServerResponse } from 'node:http';

/** Answers of every kind of framing, with what goes before and behind them. */
export const REPLICA_ANSWERS: readonly [
  (response: ServerResponse) => void,
  ...((response: ServerResponse) => void)[],
] = [
  (response) =>
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': 2 }).end('{}'),
  (response) => void response.writeHead(200).write('first ', () => response.end('last')),
  (response) => {
    response.writeHead(200, response.req.method === 'HEAD' ? {} : { trailer: 'x-sum' }).write('body');
    response.addTrailers({ 'x-sum': '1' });
    response.end();
  },
  (response) => response.writeHead(204).end(),
  (response) => response.writeHead(304, { etag: '"a"' }).end(),
  (response) =>
    response
      .writeHead(404, 'Not Here', { 'set-cookie': ['a=b', 'c=d'], date: 'Thu, 01 Jan 1970 00:00:00 GMT' })
      .end('no'),
  (response) => {
    response.writeEarlyHints({ link: '</a.css>; rel=preload', 'x-a': 'b' });
    response.end('hinted');
  },
  (response) => {
    response.writeProcessing();
    response.end('processed');
  },
  (response) => response.writeHead(200, { 'content-length': 300_000 }).end('x'.repeat(300_000)),
  (response) => {
    for (let part = 0; part < 20; part++) response.write(`${part}`.repeat(5000));
    response.end();
  },
  (response) => response.writeHead(200, { 'content-length': 0 }).end(),
  (response) => void response.destroy(),
  (response) => response.writeHead(299, '', { 'x-latin': '\u00E9', 'content-length': 1 }).end('x'),
  (response) => response.writeHead(500, { connection: 'close, x-secret', 'x-secret': 's' }).end('broken'),
  (response) => response.writeHead(200, { 'content-length': 10 }).end('1234567890'),
];
