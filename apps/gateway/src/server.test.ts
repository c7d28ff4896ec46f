import { memoryLog } from '@echo-twins/shared/logging/memory-log';
import { expect, test } from '@jest/globals';
import { listening } from '../test/support/listening.ts';
import { openRaw } from '../test/support/raw-client.ts';
import { until } from '../test/support/until.ts';
import { Pipeline } from './pipeline.ts';
import { GatewayResponse } from './proxy/gateway-response.ts';
import { createFront } from './server.ts';

test('bytes without end that are no request, behind one that is being answered, are refused once and leave nothing', async () => {
  const responses: GatewayResponse[] = [];
  const statuses: number[] = [];
  const pipeline = new Pipeline(
    (_request, response) => {
      if (response instanceof GatewayResponse) responses.push(response);
    },
    () => 100,
  );
  const { logger } = memoryLog('info');
  const server = createFront(pipeline, { logger, unread: (status) => statuses.push(status) });
  let faults = 0;
  server.on('clientError', () => (faults += 1));
  const { port } = await listening(server);
  const client = await openRaw(port);
  client.socket.write('GET / HTTP/1.1\r\nHost: a\r\n\r\nzzz');
  await until(() => responses.length === 1 && faults === 1);
  const [response] = responses;
  const before = response?.listenerCount('close');
  for (let count = 0; count < 20; count += 1) {
    client.socket.write('z'.repeat(3000));
    await new Promise(setImmediate);
  }
  await until(() => (response?.req.socket.bytesRead ?? 0) > 60_000 || faults > 10);
  expect(response?.listenerCount('close')).toBe(before);
  response?.end('answer');
  await client.closed;
  expect(client.received()).toMatch(/answer[^]*HTTP\/1\.1 400 Bad Request/u);
  expect(statuses).toEqual([400]);
});
