import { describeProcess } from '@echo-twins/conformance/describe-process';

describeProcess('fastify-echo', new URL('../dist/main.js', import.meta.url));
