import { beforeAll, describe, expect } from '@jest/globals';
import { eventually } from '../src/eventually.ts';
import { BUILD_TIMEOUT } from '../src/images.ts';
import { openProject, type Project } from '../src/project.ts';
import { scenario, setStage } from '../src/stage.ts';

const FILES = '-f docker-compose.yml -f deploy/compose/nginx.yml';
const stage = setStage();
let project: Project;

beforeAll(async () => {
  project = await openProject(stage);
}, BUILD_TIMEOUT);

/** Starts nginx by one of the two configurations, and waits until it answers. */
async function start(config: string): Promise<void> {
  await project.sh(`NGINX_CONFIG=${config} docker compose ${FILES} up -d`);
  await eventually(async () => void (await project.sh('curl -fsS localhost:$NGINX_PORT/')));
}

describe('nginx as a load balancer', () => {
  scenario(stage, 'gives ten requests to both twins, five each', async () => {
    await start('load-balancer');
    const answers = await project.sh('for i in $(seq 10); do curl -fsS localhost:$NGINX_PORT/; echo; done');
    expect(answers.match(/"framework":"Express"/gu)).toHaveLength(5);
    expect(answers.match(/"framework":"Fastify"/gu)).toHaveLength(5);
  });

  scenario(stage, 'does not learn of a replica that --scale adds; our gateway does', async () => {
    await project.sh(`docker compose ${FILES} up -d --scale express-echo=2`);
    const who = (port: string, path: string): string =>
      `for i in $(seq 12); do curl -fsS localhost:$${port}${path}/info | grep -o '"hostname":"[^"]*"'; done | sort -u | wc -l`;
    await eventually(async () => expect(await project.sh(who('GATEWAY_PORT', '/flask'))).toBe('2'));
    // One of each twin, as when it started.
    expect(await project.sh(who('NGINX_PORT', ''))).toBe('2');
    await project.sh(`docker compose ${FILES} restart -t 1 nginx`);
    await eventually(async () => expect(await project.sh(who('NGINX_PORT', ''))).toBe('3'));
  });
});

describe('a twin that is killed', () => {
  scenario(stage, 'costs no request: nginx waits a second for its address and asks the other', async () => {
    await start('load-balancer');
    await project.sh(`docker compose ${FILES} kill express-echo`);
    const posts = (port: string, path: string): string =>
      `for i in $(seq 20); do curl -s -o /dev/null -m 5 -w '%{http_code}\\n' -H 'Content-Type: application/json' -d '{"message":""}' localhost:$${port}${path}; done | sort -u`;
    expect(await project.sh(posts('NGINX_PORT', '/echo'))).toBe('200');
    expect(await project.sh(posts('GATEWAY_PORT', '/balanced/echo'))).toBe('200');
    await project.sh(`docker compose ${FILES} up -d --wait express-echo`);
  });
});

describe('nginx as an API gateway', () => {
  scenario(stage, 'removes the prefix, and lists the routes at /', async () => {
    await start('api-gateway');
    await eventually(async () =>
      expect(await project.sh('curl -fsS localhost:$NGINX_PORT/')).toBe(
        'API Gateway\nRoutes:\n/flask/ - Flask API\n/fastapi/ - FastAPI',
      ),
    );
    for (const [prefix, framework] of [
      ['flask', 'Express'],
      ['fastapi', 'Fastify'],
    ] as const) {
      const echo = await project.sh(
        `curl -fsS -X POST -H 'Content-Type: application/json' -d '{"message":"Hello"}' localhost:$NGINX_PORT/${prefix}/echo`,
      );
      expect(JSON.parse(echo)).toMatchObject({ echo: 'Hello', metadata: { framework } });
    }
  });

  scenario(stage, 'redirects /flask to /flask/; our gateway serves it', async () => {
    const status = (port: string): string =>
      `curl -s -o /dev/null -w '%{http_code} %{redirect_url}' localhost:$${port}/flask`;
    expect(await project.sh(status('NGINX_PORT'))).toMatch(/^301 http:\/\/localhost:\d+\/flask\/$/u);
    expect(await project.sh(status('GATEWAY_PORT'))).toBe('200');
    await project.sh(`docker compose ${FILES} down -v`);
  });
});
