import { beforeAll, beforeEach, describe, expect } from '@jest/globals';
import { deliveries } from '../src/deliveries.ts';
import { eventually } from '../src/eventually.ts';
import { BUILD_TIMEOUT } from '../src/images.ts';
import { openProject, type Project } from '../src/project.ts';
import { scenario, setStage } from '../src/stage.ts';
import { type Exchange, send, Traffic } from '../src/traffic.ts';

const stage = setStage();
let project: Project;
let victim: string;
let survivor: string;

beforeAll(async () => {
  project = await openProject(stage);
}, BUILD_TIMEOUT);

/** Two replicas, both of which are sent requests. */
beforeEach(async () => {
  await project.up('docker compose up -d --scale express-echo=2');
  [victim = '', survivor = ''] = await project.replicas('express-echo');
  await eventually(async () => {
    const answers = await Promise.all([ask('GET', '/flask/info'), ask('GET', '/flask/info')]);
    const bodies = answers.map(({ body }) => body).join('\n');
    expect(bodies).toContain(victim);
    expect(bodies).toContain(survivor);
  });
});

function ask(method: Exchange['method'], path: string): Promise<Exchange> {
  return send({ method, url: `${project.url}${path}` });
}

/** One request for each replica; waits until the survivor has answered, and gives back the other one, which is held. */
async function askBoth(method: Exchange['method'], path: string): Promise<{ held: Promise<Exchange> }> {
  const asked = [ask(method, path), ask(method, path)] as const;
  const first = await Promise.race(asked.map(async (exchange, index) => ({ index, ...(await exchange) })));
  expect(first.status).toBe(200);
  return { held: first.index === 0 ? asked[1] : asked[0] };
}

describe('docker kill of one replica of two', () => {
  scenario(stage, 'costs no GET, and no POST but one that the killed replica had', async () => {
    const traffic = new Traffic([
      { method: 'GET', url: `${project.url}/flask/info` },
      { method: 'POST', url: `${project.url}/flask/echo` },
    ]);
    await traffic.more(200);
    await project.sh(`docker kill ${victim}`);
    await traffic.more(400);
    const exchanges = await traffic.stop();

    const failed = exchanges.filter(({ status }) => status !== 200);
    expect(failed.filter(({ method }) => method === 'GET')).toEqual([]);
    const arrived = await eventually(async () => {
      const ids = await deliveries(survivor);
      expect(ids).toContain(exchanges.findLast(({ status }) => status === 200)?.id);
      return ids;
    });
    for (const { id, status } of failed) {
      expect(status).toBe(502);
      expect(arrived).not.toContain(id);
    }
    const posts = new Set(exchanges.filter(({ method }) => method === 'POST').map(({ id }) => id));
    const all = [...arrived, ...(await deliveries(victim))].filter((id) => posts.has(id));
    expect(all).toHaveLength(new Set(all).size);
  });

  scenario(
    stage,
    'answers a POST in its hands with 502 and sends it to nobody else, a GET to the other',
    async () => {
      // Stopped, it still takes connections and requests, and answers none of them. Process 1 is tini, not the service.
      await project.sh(`docker exec ${victim} sh -c 'kill -STOP -1'`);
      const post = await askBoth('POST', '/flask/echo');
      const get = await askBoth('GET', '/flask/info');
      await project.sh(`docker kill ${victim}`);

      const { id, status } = await post.held;
      expect(status).toBe(502);
      expect((await get.held).status).toBe(200);
      const last = await ask('GET', '/flask/info');
      const arrived = await eventually(async () => {
        const ids = await deliveries(survivor);
        expect(ids).toContain(last.id);
        return ids;
      });
      expect(arrived).not.toContain(id);
    },
  );
});
