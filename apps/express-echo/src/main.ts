import { EXPRESS } from '@echo-twins/shared/contract/frameworks';
import { runEchoService } from '@echo-twins/shared/echo/service';
import { buildServer } from './server.ts';

await runEchoService({ name: 'express-echo', framework: EXPRESS, build: buildServer });
