import { describeProcess } from '@echo-twins/conformance/describe-process';

describeProcess('express-echo', new URL('../dist/main.js', import.meta.url));
