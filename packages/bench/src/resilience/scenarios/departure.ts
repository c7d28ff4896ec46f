import { once } from 'node:events';
import type { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Finding } from '../finding.ts';
import { head, openRaw } from '../raw-client.ts';
import type { Replica } from '../replica.ts';
import type { Scenario } from '../scenario.ts';

const CLIENTS = 40;
const GOAL = 50;

/** The longest time from a client's departure to the moment at which the replica feels it, in milliseconds. */
async function slowest(url: string, replica: Replica, leave: (client: Socket) => void): Promise<number> {
  const times: number[] = [];
  for (let count = 1; count <= CLIENTS; count += 1) {
    const client = await openRaw(url);
    client.write(head('GET /hold'));
    while (replica.received().length < count) await sleep(5);
    const felt = replica.departure();
    const closed = once(client, 'close');
    const left = Date.now();
    leave(client);
    times.push((await felt) - left);
    client.destroy();
    await closed;
  }
  return Math.max(...times);
}

/** Clients that leave before they are answered. */
export const DEPARTURE: Scenario = {
  name: 'departure',
  purpose: `${CLIENTS} clients that leave while a replica works for them, in two ways`,
  async run(stage): Promise<Finding[]> {
    const ways: readonly (readonly [string, (client: Socket) => void])[] = [
      ['closes', (client) => client.destroy()],
      ['resets', (client) => client.resetAndDestroy()],
    ];
    const findings: Finding[] = [];
    for (const [how, leave] of ways) {
      const [replica] = await stage.replicas(1);
      if (replica === undefined) break;
      const { url } = await stage.gateway([replica]);
      const value = await slowest(url, replica, leave);
      findings.push({
        name: `until the replica feels that a client ${how}, at most`,
        value,
        unit: ' ms',
        goal: GOAL,
      });
    }
    return findings;
  },
};
