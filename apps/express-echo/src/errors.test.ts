import { describeFailures } from '@echo-twins/conformance/describe-failures';
import { buildTwin } from '../test/twin.ts';

describeFailures('express-echo', (answers) => buildTwin({}, answers && { answers }));
