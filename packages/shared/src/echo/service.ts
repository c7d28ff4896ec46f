import type { Server } from 'node:http';
import type { Framework } from '../contract/frameworks.ts';
import { openJournal } from '../journal/open-journal.ts';
import type { Program } from '../lifecycle/run.ts';
import { type EchoDependencies, echoDependencies } from './dependencies.ts';
import { EchoEnvironment } from './environment.ts';

/** A twin: its framework, and how an HTTP server is made of it that does not listen yet. */
export interface EchoTwin {
  readonly name: string;
  readonly framework: Framework;
  readonly build: (dependencies: EchoDependencies) => Server | Promise<Server>;
}

/** How long the journal may write after the last answer, in milliseconds: a twin is gone within two seconds of it. */
const LAST_WRITES = 1500;

/** A twin as a process. */
export function echoProgram({ name, framework, build }: EchoTwin): Program<typeof EchoEnvironment> {
  return {
    name,
    environment: EchoEnvironment,
    log: (config) => ({ level: config.LOG_LEVEL, base: { service: name, framework: framework.name } }),
    async build(config, context) {
      const journal = await openJournal(config, context.logger);
      const server = await build(echoDependencies(framework, { config, journal, ...context }));
      server.once('listening', () => journal.start());
      return {
        listeners: [{ server, host: config.HOST, port: config.PORT, variable: 'PORT' }],
        drain: { delay: config.DRAIN_DELAY, timeout: config.SHUTDOWN_TIMEOUT },
        stop: () => journal.close(LAST_WRITES),
      };
    },
  };
}
