import { describeEcho } from '@echo-twins/conformance/describe-echo';
import { EXPRESS } from '@echo-twins/shared/contract/frameworks';
import { buildTwin } from '../test/twin.ts';

describeEcho('express-echo', async () => ({ at: (await buildTwin()).server, framework: EXPRESS }));

describeEcho(
  'express-echo',
  async () => ({ at: (await buildTwin({ ECHO_PROFILE: 'aligned' })).server, framework: EXPRESS }),
  'aligned',
);
