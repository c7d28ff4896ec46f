import { writeSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import type * as z from 'zod';
import { type Environment, readEnvironment } from '../config/environment.ts';
import { ConfigError } from '../config/problem.ts';
import { createLog, type Logger } from '../logging/logger.ts';
import { type DrainTimes, drainable } from './drain.ts';
import { type Ending, EXIT } from './ending.ts';
import { listen, type Listener, ListenError } from './listen.ts';
import { Lifecycle } from './phase.ts';
import { keepTickShape } from './tick-shape.ts';
import { usage } from './usage.ts';

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
  /** Called on SIGHUP, to read again what can change while it runs. */
  readonly reload?: () => void;
  /** Called once nothing is in flight any more. */
  readonly stop?: () => Promise<void>;
}

/** A program: what it is called, what it reads from the environment, and how it is built. */
export interface Program<T extends z.ZodObject> {
  readonly name: string;
  readonly environment: T;
  /** @throws {ConfigError} when a value is fine in itself but cannot be used together with the others */
  build(config: Readonly<z.infer<T>>, context: Context): Promise<Service> | Service;
  /**
   * Reads everything that building would read, for `--check`; answers a line for the person who asked.
   *
   * @throws {ConfigError} as building would
   */
  check?(config: Readonly<z.infer<T>>): string;
  /** The level of the log, the fields of every line, and the folder where it is kept, too. */
  log(config: Readonly<z.infer<T>>): {
    level: string;
    base: Record<string, unknown>;
    directory: string | undefined;
  };
}

/**
 * Runs a program as a process, PID 1 included: reads the configuration, builds, listens, and on SIGTERM or SIGINT drains
 * and exits; {@link Ending} says how. What the person who started it has to know is one plain line each on stderr.
 */
export async function run<T extends z.ZodObject>(program: Program<T>, ending: Ending): Promise<void> {
  const args = process.argv.slice(2);
  if (args.includes('--help') || args.includes('-h')) {
    process.stdout.write(usage(program.name, program.environment, program.check !== undefined));
    return;
  }
  const checks = args.length === 1 && args[0] === '--check' && program.check !== undefined;
  if (args.length > 0 && !checks)
    give(program.name, `unknown argument ${args.join(' ')}: see --help`, EXIT.usage);
  keepTickShape();
  try {
    if (checks)
      process.stdout.write(`${program.name}: ${check(program)}
`);
    else await start(program, ending);
  } catch (error) {
    if (error instanceof ConfigError) give(program.name, error.message, EXIT.usage);
    if (error instanceof ListenError) give(program.name, error.message, EXIT.failure);
    throw error;
  }
}

function check<T extends z.ZodObject>(program: Program<T>): string {
  return program.check?.(readEnvironment(program.environment, process.env)) ?? '';
}

/** Ends the process with plain lines on stderr, written before it is gone. */
function give(name: string, message: string, code: number): never {
  try {
    writeSync(2, message.replaceAll(/^/gmu, `${name}: `).concat('\n'));
  } finally {
    // Also when nobody reads stderr.
    process.exit(code);
  }
}

async function start<T extends z.ZodObject>(program: Program<T>, ending: Ending): Promise<void> {
  const config = readEnvironment(program.environment, process.env);
  const { level, base, directory } = program.log(config);
  // By its host as well: replicas share a folder.
  const file = directory && join(directory, `${program.name}-${hostname()}.log`);
  const log = await createLog({ level, base, file, pretty: process.stdout.isTTY });
  const lifecycle = new Lifecycle();
  const service = await program.build(config, { logger: log.logger, lifecycle, env: process.env });
  if (service.reload) process.on('SIGHUP', service.reload);
  ending.prepare({
    stop: stopper(service, lifecycle, log.logger),
    report: (error) => log.logger.fatal({ err: error }, 'uncaught error'),
    flush: log.flush,
  });
  const ports = await Promise.all(service.listeners.map(listen));
  lifecycle.ready();
  log.logger.info({ ports, node_version: process.version }, 'ready');
}

/** How a service that listens is stopped: no request that has come is lost, and none is waited for beyond the timeout. */
function stopper(service: Service, lifecycle: Lifecycle, logger: Logger) {
  const drains = service.listeners.map(({ server }) => drainable(server));
  return async (reason: string): Promise<number> => {
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
    return cut > 0 ? EXIT.failure : EXIT.ok;
  };
}
