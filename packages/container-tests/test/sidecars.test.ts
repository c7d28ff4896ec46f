import { readFile } from 'node:fs/promises';
import { Agent } from 'node:http';
import { beforeAll, describe, expect, it } from '@jest/globals';
import * as z from 'zod';
import { eventually } from '../src/eventually.ts';
import { BUILD_TIMEOUT } from '../src/images.ts';
import { openProject, type Project } from '../src/project.ts';
import { ROOT, sh } from '../src/shell.ts';
import { scenario, setStage } from '../src/stage.ts';
import { type Exchange, send } from '../src/traffic.ts';

const FILES = '-f docker-compose.yml -f deploy/compose/sidecars.yml';
const PROMTOOL =
  'docker run --rm -w /p --entrypoint promtool -v "$PWD/deploy/observability/prometheus:/p:ro" prom/prometheus:latest';
const stage = setStage();
let project: Project;

beforeAll(async () => {
  project = await openProject(stage);
  await project.sh(`docker compose ${FILES} up -d --scale express-echo=2`);
}, BUILD_TIMEOUT);

const Answer = z.object({
  data: z.object({
    result: z.array(
      z.object({ metric: z.record(z.string(), z.string()), value: z.tuple([z.number(), z.string()]) }),
    ),
  }),
});

/** What Prometheus answers to an expression: label `job` to value. */
async function query(expression: string): Promise<Record<string, number>> {
  const text = await project.sh(
    `curl -fsS 'http://127.0.0.1:'"$PROMETHEUS_PORT"'/api/v1/query' --data-urlencode 'query=${expression}'`,
  );
  const { data } = Answer.parse(JSON.parse(text));
  return Object.fromEntries(data.result.map(({ metric, value }) => [metric['job'] ?? '', Number(value[1])]));
}

const Dashboard = z.object({
  panels: z.array(z.object({ title: z.string(), targets: z.array(z.object({ expr: z.string() })).min(1) })),
});

describe('the rules of Prometheus', () => {
  it.each(['check config prometheus.yml', 'check rules rules.yml', 'test rules rules.test.yml'])(
    'pass promtool %s',
    async (args) => {
      await sh(`${PROMTOOL} ${args}`);
    },
  );
});

describe('sidecars.yml', () => {
  scenario(stage, 'has Prometheus find every replica of all three by name, and follow --scale', async () => {
    await eventually(async () =>
      expect(await query('sum by (job) (up)')).toEqual({ 'express-echo': 2, 'fastify-echo': 1, gateway: 1 }),
    );
    await project.sh(`docker compose ${FILES} up -d --scale express-echo=3`);
    await eventually(async () =>
      expect(await query('sum by (job) (up)')).toMatchObject({ 'express-echo': 3 }),
    );
    await send({ method: 'GET', url: `${project.url}/flask/info` });
    await eventually(async () => {
      const counts = await query('sum by (job) (echo_requests_total)');
      expect(counts['express-echo']).toBeGreaterThan(0);
      expect(await query('job:echo_requests:rate1m')).toHaveProperty('express-echo');
    });
  });

  scenario(stage, 'has figures for every panel of the dashboard', async () => {
    const file = await readFile(`${ROOT}/deploy/observability/grafana/dashboards/echo-twins.json`, 'utf8');
    const { panels } = Dashboard.parse(JSON.parse(file));
    expect(panels.length).toBeGreaterThan(5);
    for (const { title, targets } of panels)
      for (const { expr } of targets)
        await eventually(async () => {
          await send({ method: 'POST', url: `${project.url}/balanced/echo` });
          expect([title, Object.keys(await query(expr)).length > 0]).toEqual([title, true]);
        });
  });

  scenario(stage, 'has every line read although the files are put aside when they are full', async () => {
    await project.sh(`docker compose ${FILES} up -d --scale express-echo=1`);
    const agent = new Agent({ keepAlive: true, maxSockets: 16 });
    const url = `${project.url}/flask/${'x'.repeat(1000)}`;
    const ids: string[] = [];
    const one = async (): Promise<void> => {
      const { id, status }: Exchange = await send({ method: 'GET', url, agent });
      if (status === 404) ids.push(id);
    };
    // Lines of more than 1 KB: somewhat more than a file holds.
    const worker = async (): Promise<void> => {
      for (let count = 0; count < 700; count += 1) await one();
    };
    await Promise.all(Array.from({ length: 16 }, worker));
    agent.destroy();
    const files = await project.sh(`docker compose ${FILES} exec -T log-reader ls /var/log/echo`);
    expect(files).toMatch(/^express-echo-[\da-f]{12}\.log\.1$/mu);
    expect(ids).toHaveLength(16 * 700);
    await eventually(async () => {
      const read = await project.sh(
        `docker compose ${FILES} logs --no-log-prefix log-reader | grep '"service":"express-echo"' | grep -o '"request_id":"[^"]*"' | cut -d'"' -f4`,
      );
      const found = new Set(read.split('\n'));
      expect(ids.filter((id) => !found.has(id))).toEqual([]);
    });
    await project.sh(`docker compose ${FILES} down -v`);
  });
});
