#!/usr/bin/env node
/** `npm start`: sets up what is missing, then runs the gateway and both twins. */
import { prepare } from './setup/prepare.js';
import { runProgram } from './setup/program.js';

if (await prepare('launcher', 'gateway', 'express-echo', 'fastify-echo'))
  await runProgram('launcher', process.argv.slice(2));
