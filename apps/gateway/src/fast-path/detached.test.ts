import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { clientAddress } from '@echo-twins/shared/http/client-address';
import { expect, test } from '@jest/globals';
import { createRateLimit } from '../proxy/rate-limit.ts';
import { readPlainHead } from './plain-head.ts';

setFlagsFromString('--expose-gc');
const collectGarbage: unknown = runInNewContext('gc');

/** Bytes of the heap that are in use. */
function heap(): number {
  if (typeof collectGarbage === 'function') Reflect.apply(collectGarbage, undefined, []);
  return process.memoryUsage().heapUsed;
}

const BODY = 'x'.repeat(60_000);

/** A request as it comes from a socket. */
const received = (field: string): string =>
  Buffer.from(`POST / HTTP/1.1\r\nHost: a\r\n${field}\r\nContent-Length: 60000\r\n\r\n${BODY}`).toString(
    'latin1',
  );

const limit = createRateLimit({ requests: 1, per: 60_000 });

test.each<[string, (index: number) => void]>([
  ['the name of a field', (index) => void readPlainHead(received(`X-Never-Seen-Before-${index}: a`))],
  [
    'the address of a client',
    (index) => {
      const head = readPlainHead(received(`X-Forwarded-For: 203.0.${100 + (index >> 8)}.${index & 255}`));
      limit(
        clientAddress('127.0.0.1', head?.claims?.['x-forwarded-for'], (address) => address === '127.0.0.1'),
      );
    },
  ],
])('of a request of which only %s is remembered, nothing else is kept in memory', (_name, remember) => {
  remember(0);
  const before = heap();
  for (let index = 0; index < 500; index++) remember(index);
  expect(heap() - before).toBeLessThan(5_000_000);
});
