import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { WebSocket } from 'ws';
import type { Finding } from '../finding.ts';
import type { Scenario } from '../scenario.ts';
import { until } from '../settling.ts';

const SOCKETS = 1000;
const IDLE = 5000;
const GOING_AWAY = 1001;

async function open(url: string): Promise<WebSocket> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/socket`);
  await once(socket, 'open');
  socket.on('error', () => undefined);
  return socket;
}

/** Whether the other end still says back what it is told. */
function speaks(socket: WebSocket): Promise<boolean> {
  return new Promise((resolve) => {
    socket.once('message', () => resolve(true));
    socket.once('close', () => resolve(false));
    socket.send('still there?');
  });
}

/** WebSockets that are open and silent. */
export const WEBSOCKETS: Scenario = {
  name: 'websockets',
  purpose: `${SOCKETS} idle WebSockets; then SIGTERM of the gateway`,
  async run(stage): Promise<Finding[]> {
    const gateway = await stage.gateway(await stage.replicas());
    const before = gateway.memory;
    const sockets: WebSocket[] = [];
    while (sockets.length < SOCKETS)
      sockets.push(...(await Promise.all(Array.from({ length: 50 }, () => open(gateway.url)))));
    await sleep(IDLE);
    const each = (gateway.memory - before) / SOCKETS / 1000;
    const lost = (await Promise.all(sockets.map(speaks))).filter((alive) => !alive).length;
    const codes: number[] = [];
    for (const socket of sockets) socket.on('close', (code) => codes.push(code));
    const began = performance.now();
    gateway.signal('SIGTERM');
    const exit = await gateway.exit();
    const ended = (performance.now() - began) / 1000;
    await until('all are closed', () => codes.length === sockets.length);
    return [
      { name: `silent ones lost in ${IDLE / 1000} s, of ${SOCKETS}`, value: lost, goal: 0 },
      { name: 'memory for each', value: each, unit: ' kB' },
      {
        name: `closed otherwise than with ${GOING_AWAY}`,
        value: codes.filter((code) => code !== GOING_AWAY).length,
        goal: 0,
      },
      {
        name: `until the gateway has ended (exit code ${exit})`,
        value: exit === 0 ? ended : Number.NaN,
        unit: ' s',
        goal: 8,
      },
    ];
  },
};
