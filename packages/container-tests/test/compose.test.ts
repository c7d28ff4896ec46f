import { EchoAnswer, InfoAnswer, RootAnswer } from '@echo-twins/shared/contract/answers';
import { beforeAll, describe, expect } from '@jest/globals';
import { BUILD_TIMEOUT } from '../src/images.ts';
import { openProject, type Project } from '../src/project.ts';
import { scenario, setStage } from '../src/stage.ts';

const stage = setStage();
let project: Project;

beforeAll(async () => {
  project = await openProject(stage);
  await project.up('docker compose up -d');
}, BUILD_TIMEOUT);

const POST = `curl -fsS -X POST -H 'Content-Type: application/json' -d '{"message": "Hello"}'`;

describe('docker compose up', () => {
  scenario(stage, 'has every service up and healthy', async () => {
    const rows = await project.lines(`docker compose ps --format '{{.Service}} {{.Health}}'`);
    expect(rows.toSorted()).toEqual(['express-echo healthy', 'fastify-echo healthy', 'gateway healthy']);
  });

  scenario(stage, 'lists the routes at /', async () => {
    const listing = await project.lines('curl -fsS localhost:$GATEWAY_PORT/');
    expect(listing.slice(0, 2)).toEqual(['API Gateway', 'Routes:']);
    expect(listing.join('\n')).toContain('/flask/ - Flask API\n');
    expect(listing.join('\n')).toContain('/fastapi/ - FastAPI\n');
  });

  scenario(stage, 'leads to both twins, with and without a body', async () => {
    for (const [prefix, framework] of [
      ['flask', 'Express'],
      ['fastapi', 'Fastify'],
    ] as const) {
      const root = await project.sh(`curl -fsS localhost:$GATEWAY_PORT/${prefix}/`);
      expect(RootAnswer.parse(JSON.parse(root)).framework).toBe(framework);
      const echo = await project.sh(`${POST} localhost:$GATEWAY_PORT/${prefix}/echo`);
      expect(EchoAnswer.parse(JSON.parse(echo))).toMatchObject({ echo: 'Hello', metadata: { framework } });
    }
  });

  scenario(stage, 'tells the twins who called, not what the caller says of itself', async () => {
    const gateway = '{{range .IPAM.Config}}{{.Gateway}}{{end}}';
    const network = `"$COMPOSE_PROJECT_NAME"_echo-network`;
    const caller = await project.sh(`docker network inspect --format '${gateway}' ${network}`);
    for (const claim of ['', `-H 'X-Forwarded-For: 192.0.2.1'`]) {
      const echo = await project.sh(`${POST} ${claim} localhost:$GATEWAY_PORT/flask/echo`);
      expect(EchoAnswer.parse(JSON.parse(echo)).client_ip).toBe(caller);
    }
  });

  scenario(stage, 'sends ten requests to /balanced five and five', async () => {
    const answers = await project.lines(
      `for i in $(seq 10); do curl -fsS localhost:$GATEWAY_PORT/balanced/info; echo; done`,
    );
    const frameworks = answers.map((answer) => InfoAnswer.parse(JSON.parse(answer)).application.framework);
    expect(frameworks.filter((framework) => framework === 'Express')).toHaveLength(5);
    expect(frameworks.filter((framework) => framework === 'Fastify')).toHaveLength(5);
  });

  scenario(stage, 'publishes the gateway alone, its admin listener on loopback only', async () => {
    const published = await project.lines(
      `docker compose ps -q | xargs docker inspect --format '{{range $port, $hosts := .NetworkSettings.Ports}}{{range $hosts}}{{$port}} {{.HostIp}} {{end}}{{end}}'`,
    );
    const ports = published.join('').trim();
    expect(ports).toMatch(/8080\/tcp 0\.0\.0\.0/u);
    expect(ports).toContain('9901/tcp 127.0.0.1');
    expect(ports).not.toMatch(/9901\/tcp (?!127\.0\.0\.1)/u);
    expect(published.filter((line) => line !== '')).toHaveLength(1);
  });

  scenario(stage, 'locks every container in', async () => {
    const host = '{{.HostConfig.ReadonlyRootfs}} {{.HostConfig.CapDrop}} {{.HostConfig.SecurityOpt}}';
    const rows = await project.lines(`docker compose ps -q | xargs docker inspect --format '${host}'`);
    expect(rows).toHaveLength(3);
    expect(new Set(rows)).toEqual(new Set(['true [ALL] [no-new-privileges:true]']));
  });

  scenario(stage, 'bounds what each twin may use, and its log', async () => {
    const log =
      '{{with .HostConfig.LogConfig}}{{.Type}} {{index .Config "max-size"}} {{index .Config "max-file"}}{{end}}';
    const limits = `{{.HostConfig.NanoCpus}} {{.HostConfig.Memory}} ${log}`;
    const mebibytes = 1024 ** 2;
    for (const [service, memory] of [
      ['express-echo', 256],
      ['fastify-echo', 512],
    ] as const) {
      expect(
        await project.sh(`docker compose ps -q ${service} | xargs docker inspect --format '${limits}'`),
      ).toBe(`500000000 ${memory * mebibytes} json-file 10m 3`);
    }
  });

  scenario(stage, 'gives the twins the names that they had before', async () => {
    for (const [name, framework] of [
      ['flask-echo', 'Express'],
      ['flask-service', 'Express'],
      ['fastapi-echo', 'Fastify'],
      ['fastapi-service', 'Fastify'],
    ] as const) {
      const root = await project.sh(`docker compose exec -T fastify-echo curl -fsS http://${name}:8080/`);
      expect(RootAnswer.parse(JSON.parse(root)).framework).toBe(framework);
    }
  });

  scenario(stage, 'stops everything in under 5 seconds with code 0', async () => {
    const started = performance.now();
    await project.sh('docker compose stop');
    expect(performance.now() - started).toBeLessThan(5000);
    const codes = await project.lines(
      `docker compose ps -a -q | xargs docker inspect --format '{{.State.ExitCode}}'`,
    );
    expect(codes).toEqual(['0', '0', '0']);
  });

  scenario(stage, 'leaves nothing behind after down -v', async () => {
    await project.sh('docker compose down -v');
    expect(await project.sh('docker ps -a -q --filter name=$COMPOSE_PROJECT_NAME')).toBe('');
    expect(await project.sh('docker network ls -q --filter name=$COMPOSE_PROJECT_NAME')).toBe('');
  });
});
