import { describeWire, SHORT_WAITS } from '@echo-twins/conformance/describe-wire';
import { SERVICE_LIMITS } from '@echo-twins/shared/http/limits';
import { buildTwin } from '../test/twin.ts';

describeWire('fastify-echo', async () => {
  const limits = { ...SERVICE_LIMITS, ...SHORT_WAITS };
  const { server } = await buildTwin({ BODY_LIMIT: '16 MiB' }, { limits });
  return server;
});
