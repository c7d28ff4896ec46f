import type { Server } from 'node:http';
import type { Framework } from '../contract/frameworks.ts';
import { openJournal } from '../journal/open-journal.ts';
import type { Listener } from '../lifecycle/listen.ts';
import type { Program } from '../lifecycle/run.ts';
import { type EchoDependencies, echoDependencies } from './dependencies.ts';
import type { Observed } from '../metrics/observed.ts';
import { type EchoConfig, EchoEnvironment } from './environment.ts';

/** A twin: its framework, and how an HTTP server is made of it that does not listen yet. */
export interface EchoTwin {
  readonly name: string;
  readonly framework: Framework;
  readonly build: (dependencies: EchoDependencies) => Server | Promise<Server>;
}

/** The listener for Prometheus, where one is asked for; otherwise nothing is loaded or counted. */
async function metricsListeners({ METRICS_PORT, HOST }: EchoConfig, observed: Observed): Promise<Listener[]> {
  if (METRICS_PORT === undefined) return [];
  const { metricsServer } = await import('../metrics/server.ts');
  return [{ server: metricsServer(observed), host: HOST, port: METRICS_PORT, variable: 'METRICS_PORT' }];
}

/** How long the journal may write after the last answer, in milliseconds: a twin is gone within two seconds of it. */
const LAST_WRITES = 1500;

/** A twin as a process. */
export function echoProgram({ name, framework, build }: EchoTwin): Program<typeof EchoEnvironment> {
  return {
    name,
    environment: EchoEnvironment,
    log: ({ LOG_LEVEL, LOG_DIRECTORY }) => ({
      level: LOG_LEVEL,
      base: { service: name, framework: framework.name },
      directory: LOG_DIRECTORY,
    }),
    async build(config, context) {
      const journal = await openJournal(config, context.logger);
      const server = await build(echoDependencies(framework, { config, journal, ...context }));
      server.once('listening', () => journal.start());
      return {
        listeners: [
          { server, host: config.HOST, port: config.PORT, variable: 'PORT' },
          ...(await metricsListeners(config, { server, journal })),
        ],
        drain: { delay: config.DRAIN_DELAY, timeout: config.SHUTDOWN_TIMEOUT },
        stop: () => journal.close(LAST_WRITES),
      };
    },
  };
}
