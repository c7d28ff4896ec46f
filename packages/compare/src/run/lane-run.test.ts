import { once } from 'node:events';
import { createServer } from 'node:net';
import { expect, it } from '@jest/globals';
import type { Lane } from '../lanes/lane.ts';
import type { Probe } from '../probes/probe.ts';
import { runInTurn } from './lane-run.ts';

const LANE = { name: 'canned', version: '1', profile: 'url', routes: 'lane', owned: false } as const;
const REFUSED = 'HTTP/1.1 413 Content Too Large\r\nConnection: close\r\nContent-Length: 0\r\n\r\n';

/** Answers at the first byte and closes with the rest unread, which resets the connection (RFC 9112 §9.6). */
async function hasty(): Promise<Lane> {
  const server = createServer((socket) => {
    socket.on('error', () => socket.destroy());
    socket.once('data', () => socket.write(REFUSED, () => socket.destroy()));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const address = server.address();
  const endpoint = { host: '127.0.0.1', port: typeof address === 'object' && address ? address.port : 0 };
  const stop = async (): Promise<void> => void server.close();
  return { ...LANE, start: async () => ({ endpoint, ended: () => undefined, complaint: () => '', stop }) };
}

it('sees the answer of a server that refuses an upload and resets the connection under it', async () => {
  const head = 'POST / HTTP/1.1\r\nHost: a.test\r\nContent-Length: 2000000\r\n\r\n';
  const probe: Probe = {
    id: 'upload',
    group: 'body',
    title: 'An upload',
    steps: [{ send: head }, { send: 'x', times: 2_000_000 }],
    tags: [],
    alone: false,
    slow: false,
  };
  const result = (await runInTurn(await hasty(), [probe])).get('upload');
  const statuses = result?.observation.connections[0]?.messages.map(({ status }) => status);
  expect(statuses).toEqual([413]);
});
