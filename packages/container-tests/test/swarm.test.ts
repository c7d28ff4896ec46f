import { afterAll, beforeAll, describe, expect } from '@jest/globals';
import { eventually } from '../src/eventually.ts';
import { freePort } from '../src/free-port.ts';
import { IMAGE_VARIABLES } from '../src/images.ts';
import { lines, sh } from '../src/shell.ts';
import { scenario, setStage } from '../src/stage.ts';
import { joinSwarm, removeStack } from '../src/swarm.ts';

let leaveSwarm = async (): Promise<void> => undefined;
// Before the stage is cleared: a swarm starts again what is removed from under it.
afterAll(async () => {
  await removeStack(stack);
  await leaveSwarm();
});

const stage = setStage();
const stack = stage.name('echo');

beforeAll(async () => {
  leaveSwarm = await joinSwarm();
});

async function deploy(version: string): Promise<void> {
  const port = String(await freePort());
  await sh(`docker stack deploy --resolve-image never -c deploy/swarm/stack.yml ${stack}`, {
    ...IMAGE_VARIABLES,
    GATEWAY_PORT: port,
    APP_VERSION: version,
  });
}

/**
 * A container of a service. Load comes from one of them and goes to the tasks' own addresses: the address that a service has,
 * and the port that a swarm publishes, need ip_vs in the kernel, which not every machine has.
 */
const containerOf = async (service: string): Promise<string> =>
  (await lines(`docker ps -q --filter name=${stack}_${service} --filter health=healthy`))[0] ?? '';

/** Requests to both twins by way of a gateway, for 45 seconds: how often each status came, by the version that answered. */
const loadOf = (base: string): string => `end=$(( $(date +%s) + 45 ))
while [ $(date +%s) -lt $end ]; do
  for twin in flask fastapi; do
    curl -s -m 10 -w ' %{http_code}\\n' -X POST -H 'Content-Type: application/json' -d '{"message":""}' ${base}/$twin/echo
  done
done | sed 's/.*"version":"\\([^"]*\\)".* /\\1 /' | sort | uniq -c`;

/** The statuses of requests that are sent from inside of a container, by the version that answered; each once. */
async function answers(container: string, base: string): Promise<string[]> {
  const script = loadOf(base).replaceAll("'", String.raw`'\''`);
  const counts = await lines(`docker exec ${container} sh -c '${script}'`);
  return counts.map((line) => line.trim().split(' ').slice(1).join(' ')).toSorted();
}

/** Updates services, and waits until that is done. */
async function update(services: readonly string[], variable: string): Promise<void> {
  for (const service of services)
    await sh(`docker service update --detach --env-add ${variable} ${stack}_${service}`);
  await eventually(async () => {
    for (const service of services)
      expect(await sh(`docker service inspect --format '{{.UpdateStatus.State}}' ${stack}_${service}`)).toBe(
        'completed',
      );
  });
}

describe('deploy/swarm/stack.yml', () => {
  scenario(stage, 'runs two healthy replicas of everything', async () => {
    await deploy('1.0.0');
    await eventually(async () => {
      const replicas = await lines(`docker service ls --filter name=${stack} --format '{{.Replicas}}'`);
      expect(replicas).toEqual(['2/2', '2/2', '2/2']);
      const health = await sh(`docker exec ${await containerOf('gateway')} curl -fsS localhost:8080/health`);
      expect(JSON.parse(health)).toMatchObject({
        pools: { 'express-echo': { healthy: 2, total: 2 }, 'fastify-echo': { healthy: 2, total: 2 } },
      });
    });
  });

  scenario(stage, 'is updated under load without a failed request', async () => {
    const counts = answers(await containerOf('gateway'), 'localhost:8080');
    await update(['express-echo', 'fastify-echo'], 'APP_VERSION=2.0.0');
    expect(await counts).toEqual(['1.0.0 200', '2.0.0 200']);
  });

  scenario(stage, 'has its gateway updated under load without a failed request', async () => {
    const counts = answers(await containerOf('express-echo'), 'tasks.gateway:8080');
    await update(['gateway'], 'LOG_LEVEL=warn');
    expect(await counts).toEqual(['2.0.0 200']);
  });
});
