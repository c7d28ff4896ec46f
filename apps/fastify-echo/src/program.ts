import { FASTIFY } from '@echo-twins/shared/contract/frameworks';
import { echoProgram } from '@echo-twins/shared/echo/service';
import { buildServer } from './server.ts';

/** The Fastify twin as a process. */
export const program = echoProgram({ name: 'fastify-echo', framework: FASTIFY, build: buildServer });
