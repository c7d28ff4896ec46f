import { describeEcho } from '@echo-twins/conformance/describe-echo';
import { FASTIFY } from '@echo-twins/shared/contract/frameworks';
import { buildTwin } from '../test/twin.ts';

describeEcho('fastify-echo', async () => ({ at: (await buildTwin()).server, framework: FASTIFY }));

describeEcho(
  'fastify-echo',
  async () => ({ at: (await buildTwin({ ECHO_PROFILE: 'aligned' })).server, framework: FASTIFY }),
  'aligned',
);
