import { beforeAll, describe, expect } from '@jest/globals';
import { BUILD_TIMEOUT } from '../src/images.ts';
import { openProject, type Project } from '../src/project.ts';
import { scenario, setStage } from '../src/stage.ts';
import { Traffic } from '../src/traffic.ts';

const stage = setStage();
let project: Project;

beforeAll(async () => {
  project = await openProject(stage);
  await project.up('docker compose up -d --scale express-echo=3');
}, BUILD_TIMEOUT);

describe('docker restart of every replica, one by one', () => {
  scenario(stage, 'costs no request, POSTs included', async () => {
    const traffic = new Traffic([
      { method: 'GET', url: `${project.url}/flask/info` },
      { method: 'GET', url: `${project.url}/flask/` },
      { method: 'GET', url: `${project.url}/flask/info` },
      { method: 'POST', url: `${project.url}/flask/echo` },
    ]);
    await traffic.more(100);
    const replicas = await project.replicas('express-echo');
    expect(replicas).toHaveLength(3);
    for (const replica of replicas) await project.up(`docker restart ${replica}`);
    await traffic.more(100);
    const exchanges = await traffic.stop();
    expect(exchanges.filter(({ status }) => status !== 200)).toEqual([]);
  });
});
