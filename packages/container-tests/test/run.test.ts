import { EchoAnswer, InfoAnswer, RootAnswer } from '@echo-twins/shared/contract/answers';
import { describe, expect } from '@jest/globals';
import { eventually } from '../src/eventually.ts';
import { freePort } from '../src/free-port.ts';
import { IMAGES } from '../src/images.ts';
import { lines, sh } from '../src/shell.ts';
import { scenario, setStage } from '../src/stage.ts';

const stage = setStage();

/** Waits until `docker ps` calls a container healthy. */
async function healthy(name: string): Promise<void> {
  await eventually(async () => {
    expect(await sh(`docker ps --filter name=${name} --format '{{.Status}}'`)).toMatch(/\(healthy\)$/u);
  }, 30_000);
}

async function stopped(name: string): Promise<void> {
  await sh(`docker stop ${name}`);
  expect(await sh(`docker inspect --format '{{.State.ExitCode}}' ${name}`)).toBe('0');
}

describe.each([
  ['flask-echo', IMAGES.express, 'Express'],
  ['fastapi-echo', IMAGES.fastify, 'Fastify'],
])('docker run, %s', (role, image, framework) => {
  scenario(stage, 'answers on a published port and is healthy', async () => {
    const name = stage.name(role);
    const port = await freePort();
    await sh(`docker run -d --name ${name} -p ${port}:8080 -e APP_VERSION=1.0.0 ${image}`);
    await healthy(name);

    const root = RootAnswer.parse(JSON.parse(await sh(`curl -fsS http://localhost:${port}/`)));
    expect(root).toMatchObject({ service: `${framework} Echo API`, version: '1.0.0', framework });
    const body = `-H 'Content-Type: application/json' -d '{"message": "Hello"}'`;
    const echo = await sh(`curl -fsS -X POST http://localhost:${port}/echo ${body}`);
    expect(EchoAnswer.parse(JSON.parse(echo))).toMatchObject({ echo: 'Hello', metadata: { framework } });

    expect(await sh(`docker exec ${name} cat /proc/1/cmdline | tr '\\0' ' '`)).toBe(
      'tini -- node dist/main.js',
    );
    await eventually(async () => {
      expect(await sh(`docker logs ${name}`)).toContain('"path":"/echo","status":200');
    }, 10_000);
    await stopped(name);
  });

  scenario(stage, 'stops at once when it has hardly been started', async () => {
    const name = stage.name(`${role}-brief`);
    const started = performance.now();
    await sh(`docker run -d --name ${name} --cpus=0.5 ${image}`);
    await sh(`docker stop ${name}`);
    // 143 when the signal came before the first line of the service, 137 when nobody heard it at all. 2 is also what
    // a bad setting ends with, but that is told: silent, it is the runtime's own process, which had not yet become tini.
    const code = await sh(`docker inspect --format '{{.State.ExitCode}}' ${name}`);
    const silent = (await sh(`docker logs ${name} 2>&1`)) === '';
    expect(silent ? ['0', '2', '143'] : ['0', '143']).toContain(code);
    expect(performance.now() - started).toBeLessThan(9000);
  });

  scenario(stage, 'is healthy on another port, too', async () => {
    const name = stage.name(`${role}-9090`);
    const port = await freePort();
    await sh(`docker run -d --name ${name} -e PORT=9090 -p ${port}:9090 ${image}`);
    await healthy(name);
    const info = InfoAnswer.parse(JSON.parse(await sh(`curl -fsS http://localhost:${port}/info`)));
    expect(info.application.port).toBe(9090);
  });

  scenario(
    stage,
    'needs no writable root, no capability and little memory for 100 POSTs at once',
    async () => {
      const name = stage.name(`${role}-limited`);
      const port = await freePort();
      const locked = '--read-only --cap-drop=ALL --security-opt=no-new-privileges';
      await sh(`docker run -d --name ${name} ${locked} --memory=256m --cpus=0.5 -p ${port}:8080 ${image}`);
      await healthy(name);
      const post = `curl -s -o /dev/null -w '%{http_code}\\n' -H 'Content-Type: application/json'`;
      const url = `http://localhost:${port}/echo`;
      const statuses = await lines(`seq 100 | xargs -P 100 -I N ${post} -d '{"message": "N"}' ${url}`);
      expect(statuses).toHaveLength(100);
      expect(new Set(statuses)).toEqual(new Set(['200']));
      expect(await sh(`docker inspect --format '{{.State.OOMKilled}} {{.RestartCount}}' ${name}`)).toBe(
        'false 0',
      );
      expect(await sh(`docker exec ${name} ping -c 1 127.0.0.1`)).toContain('0% packet loss');
    },
  );

  scenario(stage, 'refuses a port that is none, and says so', async () => {
    const name = stage.name(`${role}-refused`);
    await sh(`docker run --name ${name} -e PORT=abc ${image} || true`);
    expect(await sh(`docker inspect --format '{{.State.ExitCode}}' ${name}`)).toBe('2');
    expect(await sh(`docker logs ${name} 2>&1`)).toContain('PORT="abc" cannot be used');
  });
});

describe('docker build', () => {
  scenario(stage, 'sets the version with --build-arg, and docker run overrides it', async () => {
    const image = stage.name('versioned');
    await sh(`docker build --build-arg APP=express-echo --build-arg APP_VERSION=2.0.0 -t ${image} .`);
    for (const [option, version] of [
      ['', '2.0.0'],
      ['-e APP_VERSION=3.0.0', '3.0.0'],
    ]) {
      const name = stage.name(`versioned-${version}`);
      await sh(`docker run -d --name ${name} ${option} ${image}`);
      await eventually(async () => {
        const root: unknown = JSON.parse(await sh(`docker exec ${name} curl -fsS http://localhost:8080/`));
        expect(RootAnswer.parse(root).version).toBe(version);
      });
    }
  });
});
