import { constants } from 'node:os';
import type { z } from 'zod';
import { type Environment, readEnvironment } from '../config/environment.ts';
import { ConfigError } from '../config/problem.ts';
import { createLog, type Logger } from '../logging/logger.ts';
import { type DrainTimes, drainable } from './drain.ts';
import { listen, type Listener, ListenError } from './listen.ts';
import { Lifecycle } from './phase.ts';

/** What a program is given to start with. */
export interface Context {
  readonly logger: Logger;
  readonly lifecycle: Lifecycle;
  readonly env: Environment;
}

/** A program that has been built and is about to listen. */
export interface Service {
  readonly listeners: readonly Listener[];
  readonly drain: DrainTimes;
  /** Called when draining begins, for what no HTTP server knows of, such as upgraded sockets. */
  readonly draining?: () => void;
  /** Called once nothing is in flight any more. */
  readonly stop?: () => Promise<void>;
}

/** A program: what it is called, what it reads from the environment, and how it is built. */
export interface Program<T extends z.ZodObject> {
  readonly name: string;
  readonly environment: T;
  /** @throws {ConfigError} when a value is fine in itself but cannot be used together with the others */
  build(config: Readonly<z.infer<T>>, context: Context): Promise<Service> | Service;
  /** The level of the log and the fields of every line. */
  log(config: Readonly<z.infer<T>>): { level: string; base: Record<string, unknown> };
}

/** Exit codes: 0 after a clean drain, 1 for a failure, 2 for configuration that cannot be used, 128 + n for a second signal. */
export const EXIT = { ok: 0, failure: 1, usage: 2 } as const;

/**
 * Runs a program as a process, PID 1 included: reads the configuration, builds, listens, and on SIGTERM or SIGINT drains
 * and exits. A second signal exits at once. An error nobody caught is logged, and the process drains and exits 1: it is
 * not safe to go on, and whoever started it starts it again.
 */
export async function run<T extends z.ZodObject>(program: Program<T>): Promise<void> {
  try {
    await start(program);
  } catch (error) {
    if (!(error instanceof ConfigError || error instanceof ListenError)) throw error;
    const lines = error.message.split('\n').map((line) => `${program.name}: ${line}\n`);
    process.stderr.write(lines.join(''), () =>
      process.exit(error instanceof ConfigError ? EXIT.usage : EXIT.failure),
    );
  }
}

async function start<T extends z.ZodObject>(program: Program<T>): Promise<void> {
  const config = readEnvironment(program.environment, process.env);
  const log = await createLog({ ...program.log(config), pretty: process.stdout.isTTY });
  const { logger } = log;
  const lifecycle = new Lifecycle();
  const service = await program.build(config, { logger, lifecycle, env: process.env });
  const drains = service.listeners.map(({ server }) => drainable(server));

  async function stop(reason: string, code: number): Promise<void> {
    const started = performance.now();
    lifecycle.draining();
    service.draining?.();
    logger.info({ reason }, 'draining');
    const drained = await Promise.all(drains.map((drain) => drain(service.drain)));
    await service.stop?.();
    const sum = (key: 'inFlight' | 'cut'): number => drained.reduce((total, each) => total + each[key], 0);
    const cut = sum('cut');
    const line = { in_flight: sum('inFlight'), cut, duration: Math.round(performance.now() - started) };
    if (cut > 0) logger.warn(line, 'stopped before every request was answered');
    else logger.info(line, 'stopped');
    await log.flush();
    process.exit(cut > 0 ? EXIT.failure : code);
  }

  let stopping = false;
  function onSignal(signal: NodeJS.Signals): void {
    if (stopping) process.exit(128 + constants.signals[signal]);
    stopping = true;
    void stop(signal, EXIT.ok);
  }
  function onError(error: unknown): void {
    logger.fatal({ err: error }, 'uncaught error');
    if (stopping) return;
    stopping = true;
    void stop('uncaught error', EXIT.failure);
  }
  process.on('SIGTERM', onSignal).on('SIGINT', onSignal);
  process.on('uncaughtException', onError).on('unhandledRejection', onError);

  const ports = await Promise.all(service.listeners.map(listen));
  lifecycle.ready();
  logger.info({ ports, node_version: process.version }, 'ready');
}
