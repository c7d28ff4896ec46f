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

/** A gateway's container: the port that a swarm publishes needs ip_vs in the kernel, which not every machine has. */
const gateway = async (): Promise<string> =>
  (await lines(`docker ps -q --filter name=${stack}_gateway --filter health=healthy`))[0] ?? '';

/** Requests to both twins for so many seconds: how often each status came, by the version that answered. */
const LOAD = `end=$(( $(date +%s) + 45 ))
while [ $(date +%s) -lt $end ]; do
  for twin in flask fastapi; do
    curl -s -m 10 -w ' %{http_code}\\n' -X POST -H 'Content-Type: application/json' -d '{"message":""}' localhost:8080/$twin/echo
  done
done | sed 's/.*"version":"\\([^"]*\\)".* /\\1 /' | sort | uniq -c`;

describe('deploy/swarm/stack.yml', () => {
  scenario(stage, 'runs two healthy replicas of everything', async () => {
    await deploy('1.0.0');
    await eventually(async () => {
      const replicas = await lines(`docker service ls --filter name=${stack} --format '{{.Replicas}}'`);
      expect(replicas).toEqual(['2/2', '2/2', '2/2']);
      const health = await sh(`docker exec ${await gateway()} curl -fsS localhost:8080/health`);
      expect(JSON.parse(health)).toMatchObject({
        pools: { 'express-echo': { healthy: 2, total: 2 }, 'fastify-echo': { healthy: 2, total: 2 } },
      });
    });
  });

  scenario(stage, 'is updated under load without a failed request', async () => {
    const load = sh(`docker exec ${await gateway()} sh -c '${LOAD.replaceAll("'", String.raw`'\''`)}'`);
    for (const name of ['express-echo', 'fastify-echo'])
      await sh(`docker service update --detach --env-add APP_VERSION=2.0.0 ${stack}_${name}`);
    await eventually(async () => {
      for (const name of ['express-echo', 'fastify-echo'])
        expect(await sh(`docker service inspect --format '{{.UpdateStatus.State}}' ${stack}_${name}`)).toBe(
          'completed',
        );
    });
    const counts = (await load).split('\n').map((line) => line.trim().split(' ').slice(1).join(' '));
    expect(counts.toSorted()).toEqual(['1.0.0 200', '2.0.0 200']);
  });
});
