import { describe, expect } from '@jest/globals';
import { eventually } from '../src/eventually.ts';
import { IMAGES } from '../src/images.ts';
import { sh } from '../src/shell.ts';
import { scenario, setStage } from '../src/stage.ts';

const stage = setStage();
const network = stage.name('echo-network');
const flask = stage.name('flask-echo');
const fastapi = stage.name('fastapi-echo');

describe('a custom network', () => {
  scenario(stage, 'lets the twins find each other by name', async () => {
    await sh(`docker network create ${network}`);
    await sh(`docker run -d --name ${flask} --network ${network} ${IMAGES.express}`);
    await sh(`docker run -d --name ${fastapi} --network ${network} ${IMAGES.fastify}`);
    for (const name of [flask, fastapi]) {
      await eventually(async () => {
        expect(await sh(`docker inspect --format '{{.State.Health.Status}}' ${name}`)).toBe('healthy');
      }, 30_000);
    }

    expect(await sh(`docker exec ${flask} ping -c 3 ${fastapi}`)).toContain('3 received, 0% packet loss');
    const health = await sh(`docker exec ${fastapi} curl -sS http://${flask}:8080/health`);
    expect(JSON.parse(health)).toMatchObject({ status: 'healthy' });
    const address = `{{(index .NetworkSettings.Networks "${network}").IPAddress}}`;
    const flaskAddress = await sh(`docker inspect --format '${address}' ${flask}`);
    expect(await sh(`docker exec ${fastapi} nslookup ${flask}`)).toContain(`Address: ${flaskAddress}`);
  });

  scenario(stage, 'can be joined and left while the twin runs', async () => {
    const second = stage.name('second-network');
    await createSubnet(second);
    const neighbour = stage.name('neighbour');
    await sh(`docker run -d --name ${neighbour} --network ${second} ${IMAGES.fastify}`);
    const ask = `docker exec ${neighbour} curl -fsS --max-time 2 http://${flask}:8080/health`;
    await expect(sh(ask)).rejects.toThrow('Could not resolve host');

    await sh(`docker network connect ${second} ${flask}`);
    expect(JSON.parse(await sh(ask))).toMatchObject({ status: 'healthy' });
    await sh(`docker network disconnect ${second} ${flask}`);
    await expect(sh(ask)).rejects.toThrow('Could not resolve host');
    expect(await sh(`docker exec ${fastapi} curl -fsS http://${flask}:8080/livez`)).toContain('alive');
    expect(await sh(`docker inspect --format '{{.State.Health.Status}}' ${flask}`)).toBe('healthy');
  });
});

/** A network on a subnet that nobody has: the engine refuses one that overlaps. */
async function createSubnet(name: string): Promise<void> {
  await eventually(async () => {
    const [a, b] = [Math.floor(Math.random() * 256), Math.floor(Math.random() * 256)];
    await sh(`docker network create --subnet 10.${a}.${b}.0/24 ${name}`);
  });
}
