import { RootAnswer } from '@echo-twins/shared/contract/answers';
import { describe, expect, it } from '@jest/globals';
import { openProject } from '../src/project.ts';
import { lines, sh } from '../src/shell.ts';
import { scenario, setStage } from '../src/stage.ts';

const stage = setStage();
const DIRECT = '-f docker-compose.yml -f deploy/compose/direct.yml';

/** Every set of overlays, each after the base. */
const combinations = ['direct', 'load-balancer', 'database', 'sidecars', 'nginx'].reduce<readonly string[]>(
  (sets, overlay) => sets.concat(sets.map((set) => `${set} -f deploy/compose/${overlay}.yml`)),
  ['-f docker-compose.yml'],
);

describe('the compose files', () => {
  it.each(['', ...combinations])('are valid: %s', async (files) => {
    await sh(`docker compose ${files} config -q`);
  });

  it('take the images from the registry that REGISTRY_NAME and TAG name', async () => {
    const names = await lines('docker compose config --images', {
      REGISTRY_NAME: 'registry.test/echo',
      TAG: '2.0.0',
    });
    expect(names.toSorted()).toEqual([
      'registry.test/echo/express-echo:2.0.0',
      'registry.test/echo/fastify-echo:2.0.0',
      'registry.test/echo/gateway:2.0.0',
    ]);
  });

  it('name images that no public registry can have when nothing is set', async () => {
    for (const name of await lines('docker compose config --images', { REGISTRY_NAME: '' }))
      expect(name).toMatch(/^localhost\//u);
  });
});

describe('direct.yml', () => {
  scenario(stage, 'puts each twin on a host port', async () => {
    const project = await openProject(stage);
    await project.up(`docker compose ${DIRECT} up -d`);
    for (const [port, framework] of [
      ['$EXPRESS_PORT', 'Express'],
      ['$FASTIFY_PORT', 'Fastify'],
    ] as const) {
      const root = await project.sh(`curl -fsS localhost:${port}/`);
      expect(RootAnswer.parse(JSON.parse(root)).framework).toBe(framework);
    }
    await project.sh('docker compose down');
  });
});
