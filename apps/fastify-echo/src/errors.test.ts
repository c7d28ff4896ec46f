import { describeFailures } from '@echo-twins/conformance/describe-failures';
import { buildTwin } from '../test/twin.ts';

describeFailures('fastify-echo', (answers) => buildTwin({}, answers && { answers }));
