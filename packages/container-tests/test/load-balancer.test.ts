import { RootAnswer } from '@echo-twins/shared/contract/answers';
import { describe, expect } from '@jest/globals';
import { eventually } from '../src/eventually.ts';
import { openProject } from '../src/project.ts';
import { scenario, setStage } from '../src/stage.ts';
import { Traffic } from '../src/traffic.ts';

const stage = setStage();
const BALANCER = '-f docker-compose.yml -f deploy/compose/load-balancer.yml';

describe('load-balancer.yml', () => {
  scenario(stage, 'alternates between the twins, goes on with one, and says 503 without', async () => {
    const project = await openProject(stage);
    await project.up(`docker compose ${BALANCER} up -d`);
    const ask = (): Promise<string[]> =>
      project.lines('for i in $(seq 10); do curl -fsS localhost:$GATEWAY_PORT/; echo; done');
    const frameworks = (await ask()).map((root) => RootAnswer.parse(JSON.parse(root)).framework);
    const first = frameworks[0] === 'Express' ? ['Express', 'Fastify'] : ['Fastify', 'Express'];
    expect(frameworks).toEqual([first, first, first, first, first].flat());

    const traffic = new Traffic([
      { method: 'GET', url: `${project.url}/` },
      { method: 'POST', url: `${project.url}/echo` },
    ]);
    await traffic.more(20);
    await project.sh(`docker compose ${BALANCER} stop express-echo`);
    await traffic.more(50);
    const exchanges = await traffic.stop();
    expect(exchanges.filter(({ status }) => status !== 200)).toEqual([]);
    for (const root of await ask()) expect(RootAnswer.parse(JSON.parse(root)).framework).toBe('Fastify');

    await project.sh(`docker compose ${BALANCER} stop fastify-echo`);
    expect(await project.sh(`curl -s -o /dev/null -w '%{http_code}' localhost:$GATEWAY_PORT/`)).toBe('503');

    await project.sh(`docker compose ${BALANCER} start fastify-echo`);
    await eventually(ask, 10_000);
  });
});
