import { HealthAnswer, RootAnswer } from '@echo-twins/shared/contract/answers';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '../src/eventually.ts';
import { BUILD_TIMEOUT, buildImages } from '../src/images.ts';
import { Podman } from '../src/podman.ts';

let podman: Podman;
beforeAll(async () => {
  await buildImages();
  podman = await Podman.open();
}, BUILD_TIMEOUT);
afterAll(() => podman.close());

describe('the pod echo-apps', () => {
  const file = 'deploy/kubernetes/pods/echo-apps.yaml';
  beforeAll(() => podman.play(file));
  afterAll(() => podman.down(file));

  it.each([
    ['echo-apps-express-echo', 8080, 'Express'],
    ['echo-apps-express-echo', 8081, 'Fastify'],
    ['echo-apps-fastify-echo', 8080, 'Express'],
    ['echo-apps-fastify-echo', 8081, 'Fastify'],
  ])('answers %s on localhost:%i', async (container, port, framework) => {
    await eventually(async () => {
      const root = await podman.sh(`podman exec ${container} curl -fsS http://localhost:${port}/`);
      expect(RootAnswer.parse(JSON.parse(root)).framework).toBe(framework);
    });
  });

  it('has one host name, and a root that cannot be written to, of a user that is not root', async () => {
    const names = await Promise.all(
      [8080, 8081].map((port) =>
        podman.sh(`podman exec echo-apps-express-echo curl -fsS http://localhost:${port}/health`),
      ),
    );
    for (const health of names) expect(HealthAnswer.parse(JSON.parse(health)).hostname).toBe('echo-apps');
    expect(await podman.sh('podman exec echo-apps-fastify-echo id -u')).toBe('1000');
    await expect(podman.sh('podman exec echo-apps-fastify-echo touch /app/x')).rejects.toThrow(
      'Read-only file system',
    );
  });
});

describe('the pod sidecar', () => {
  const file = 'deploy/kubernetes/pods/sidecar.yaml';
  beforeAll(() => podman.play(file));
  afterAll(() => podman.down(file));

  it('has a reader that sees what the service logs into their volume', async () => {
    const post = `curl -fsS -H 'X-Request-Id: from-the-sidecar' -H 'Content-Type: application/json' -d '{"message": "Hello"}'`;
    await eventually(async () => {
      await podman.sh(`podman exec sidecar-express-echo ${post} http://localhost:8080/echo`);
      expect(await podman.sh('podman logs sidecar-log-reader')).toContain('"request_id":"from-the-sidecar"');
    });
  });

  it('has a reader that cannot write there', async () => {
    await expect(podman.sh('podman exec sidecar-log-reader touch /var/log/echo/x')).rejects.toThrow(
      'Read-only file system',
    );
  });
});
