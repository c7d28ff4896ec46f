import { EchoesAnswer } from '@echo-twins/shared/contract/echoes';
import { beforeAll, describe, expect } from '@jest/globals';
import { eventually } from '../src/eventually.ts';
import { BUILD_TIMEOUT } from '../src/images.ts';
import { openProject, type Project } from '../src/project.ts';
import { scenario, setStage } from '../src/stage.ts';
import { type Exchange, send, Traffic } from '../src/traffic.ts';

/** With what a URL would not take as it is. */
const COMPOSE = `POSTGRES_PASSWORD='p@ss/%41#:?' docker compose -f docker-compose.yml -f deploy/compose/database.yml`;
const stage = setStage();
let project: Project;

beforeAll(async () => {
  project = await openProject(stage);
  await project.up(`${COMPOSE} up -d --scale express-echo=2`);
}, BUILD_TIMEOUT);

const get = (path: string): Promise<Exchange> => send({ method: 'GET', url: `${project.url}${path}` });

/** Every message in the journal, as either twin tells. */
async function messages(): Promise<string[]> {
  const found: string[] = [];
  let after = '';
  for (;;) {
    const { body } = await get(`/balanced/echoes?limit=100&after=${after}`);
    const { echoes, next } = EchoesAnswer.parse(JSON.parse(body));
    found.push(...echoes.map(({ message }) => message));
    if (next === null) return found;
    after = next;
  }
}

/** Waits until each of the three replicas tells this of the database. */
async function told(state: string): Promise<void> {
  for (const path of ['/flask/readyz', '/flask/readyz', '/fastapi/readyz'])
    await eventually(async () => {
      const { status, body } = await get(path);
      expect([status, JSON.parse(body)]).toEqual([200, { status: 'ready', database: state }]);
    });
}

describe('database.yml', () => {
  scenario(stage, 'gives all replicas of both twins one journal', async () => {
    await told('up');
    const sent = [];
    for (const path of ['/flask/echo', '/flask/echo', '/fastapi/echo'])
      sent.push(await send({ method: 'POST', url: `${project.url}${path}` }));
    for (const { id, status } of sent) {
      expect(status).toBe(200);
      await eventually(async () => expect(await messages()).toContain(id));
    }
    expect(JSON.parse((await get('/flask/info')).body)).toMatchObject({ journal: { store: 'postgresql' } });
  });

  scenario(stage, 'costs no echo and loses none while the database is killed and comes back', async () => {
    const traffic = new Traffic([
      { method: 'POST', url: `${project.url}/flask/echo` },
      { method: 'POST', url: `${project.url}/fastapi/echo` },
    ]);
    await traffic.more(200);
    await project.sh(`${COMPOSE} kill database`);
    await told('down');
    await traffic.more(200);
    await project.sh(`${COMPOSE} start database`);
    await told('up');
    await traffic.more(100);
    await project.sh(`${COMPOSE} restart -t 20 database`);
    await traffic.more(100);
    const exchanges = await traffic.stop();
    expect(exchanges.filter(({ status }) => status !== 200)).toEqual([]);
    const sent = exchanges.map(({ id }) => id);
    await eventually(async () => {
      const kept = new Set(await messages());
      expect(sent.filter((id) => !kept.has(id))).toEqual([]);
    });
  });

  scenario(stage, 'keeps the journal when everything is stopped and started again', async () => {
    const last = await send({ method: 'POST', url: `${project.url}/fastapi/echo` });
    await project.sh(`${COMPOSE} down`);
    await project.up(`${COMPOSE} up -d`);
    await eventually(async () => expect(await messages()).toContain(last.id));
    await project.sh(`${COMPOSE} down -v`);
  });

  scenario(stage, 'leaves the database to the twins, and its password to nobody', async () => {
    const config = await project.sh(`${COMPOSE} config`);
    expect(config).toMatch(/database-network:\n.*\n? +internal: true/u);
    expect(config).not.toContain('target: 5432');
  });
});
