import type { Server } from 'node:http';
import type { Framework } from '../contract/frameworks.ts';
import { run } from '../lifecycle/run.ts';
import type { Logger } from '../logging/logger.ts';
import { type Answers, createAnswers } from './answers.ts';
import { type EchoConfig, EchoEnvironment } from './environment.ts';

/** What a twin is built from. */
export interface EchoDependencies {
  readonly answers: Answers;
  readonly config: EchoConfig;
  readonly logger: Logger;
}

/** A twin: its framework, and how an HTTP server is made of it that does not listen yet. */
export interface EchoTwin {
  readonly name: string;
  readonly framework: Framework;
  readonly build: (dependencies: EchoDependencies) => Server | Promise<Server>;
}

/** Runs a twin as a process. */
export function runEchoService({ name, framework, build }: EchoTwin): Promise<void> {
  return run({
    name,
    environment: EchoEnvironment,
    log: (config) => ({ level: config.LOG_LEVEL, base: { service: name, framework: framework.name } }),
    async build(config, { logger, lifecycle, env }) {
      const answers = createAnswers({ framework, config, lifecycle, env });
      const server = await build({ answers, config, logger });
      return {
        listeners: [{ server, host: config.HOST, port: config.PORT, variable: 'PORT' }],
        drain: { delay: config.DRAIN_DELAY, timeout: config.SHUTDOWN_TIMEOUT },
      };
    },
  });
}
