import { createSocket } from 'node:dgram';
import { Resolver } from 'node:dns/promises';
import { once } from 'node:events';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { respond, type Zone } from './name-server.ts';

const socket = createSocket('udp4');
const resolver = new Resolver({ timeout: 100, tries: 1 });
let zone: Zone;

beforeAll(async () => {
  socket.on('message', (question, { port, address }) => {
    const answer = respond(question, zone);
    if (answer) socket.send(answer, port, address);
  });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  resolver.setServers([`127.0.0.1:${socket.address().port}`]);
});
afterAll(() => {
  socket.close();
});

test('tells the addresses of the zone, whatever the name', async () => {
  zone = ['127.0.0.11', '127.0.0.12'];
  expect(await resolver.resolve4('twin.test')).toEqual(zone);
});

test('has no IPv6 addresses', async () => {
  zone = ['127.0.0.11'];
  await expect(resolver.resolve6('twin.test')).rejects.toMatchObject({ code: 'ENODATA' });
});

test.each([
  ['an empty zone', [], 'ENODATA'],
  ['a failing one', 'failing', 'ESERVFAIL'],
  ['a silent one', 'silent', 'ETIMEOUT'],
] as const)('%s is an error', async (_name, state, code) => {
  zone = state;
  await expect(resolver.resolve4('twin.test')).rejects.toMatchObject({ code });
});
