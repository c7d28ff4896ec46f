import { describeAccess } from '@echo-twins/conformance/describe-access';
import { buildTwin } from '../test/twin.ts';

describeAccess('fastify-echo', buildTwin);
