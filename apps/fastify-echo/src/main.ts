import { FASTIFY } from '@echo-twins/shared/contract/frameworks';
import { runEchoService } from '@echo-twins/shared/echo/service';
import { buildServer } from './server.ts';

await runEchoService({ name: 'fastify-echo', framework: FASTIFY, build: buildServer });
