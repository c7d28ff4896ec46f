import { EXPRESS } from '@echo-twins/shared/contract/frameworks';
import { echoProgram } from '@echo-twins/shared/echo/service';
import { buildServer } from './server.ts';

/** The Express twin as a process. */
export const program = echoProgram({ name: 'express-echo', framework: EXPRESS, build: buildServer });
