import assert from 'node:assert/strict';
import {
  EchoAnswer,
  HealthAnswer,
  InfoAnswer,
  LivenessAnswer,
  ReadinessAnswer,
  RootAnswer,
} from '@echo-twins/shared/contract/answers';
import { type Check, conforming } from '../check.ts';

/** What a service says of itself: `GET /health`, `/livez`, `/readyz` and `/info`. */
export const STATE: readonly Check[] = [
  {
    title: 'GET /health is 200 and healthy',
    async run({ ask }) {
      const { status, hostname } = conforming(HealthAnswer, 200, await ask('GET /health'));
      assert.equal(status, 'healthy');
      assert.notEqual(hostname, '');
    },
  },
  {
    title: 'GET /livez is 200',
    async run({ ask }) {
      conforming(LivenessAnswer, 200, await ask('GET /livez'));
    },
  },
  {
    title: 'GET /readyz is 200 and ready',
    async run({ ask }) {
      const { status } = conforming(ReadinessAnswer, 200, await ask('GET /readyz'));
      assert.equal(status, 'ready');
    },
  },
  {
    title: 'GET /info tells the container and the application',
    async run({ ask, framework }) {
      const { container, application } = conforming(InfoAnswer, 200, await ask('GET /info'));
      assert.notEqual(container.hostname, '');
      assert.match(container.node_version, /^v\d+\.\d+\.\d+/u);
      assert.equal(application.framework, framework.name);
      assert.equal(application.async, framework.async ? true : undefined);
    },
  },
  {
    title: 'GET /info shows APP_*, PORT and HOSTNAME of the environment, and no secret',
    async run({ ask }) {
      const { environment } = conforming(InfoAnswer, 200, await ask('GET /info'));
      for (const name of Object.keys(environment)) {
        assert.match(name, /^(?:APP_.*|PORT|HOSTNAME)$/u);
        assert.doesNotMatch(name, /SECRET|TOKEN|PASSWORD|KEY/iu);
      }
    },
  },
  {
    title: 'GET /, GET /info and POST /echo agree on the version',
    async run({ ask }) {
      const { version } = conforming(RootAnswer, 200, await ask('GET /'));
      const { application } = conforming(InfoAnswer, 200, await ask('GET /info'));
      const { metadata } = conforming(EchoAnswer, 200, await ask('POST /echo', { body: { message: '' } }));
      assert.deepEqual([application.version, metadata.version], [version, version]);
    },
  },
];
