import { parseArgs } from 'node:util';

/** What the command line asks for. */
export interface Options {
  readonly help: boolean;
  readonly names: readonly string[];
  /** The Node binary that runs the measured servers. */
  readonly node: string;
  readonly rounds: number;
  readonly seconds: number;
  readonly connections: number;
  readonly seed: number;
  /** The parts of the benchmark to run; all when there are none. */
  readonly only: readonly string[];
  /** Whether its parts are to be listed, and nothing run. */
  readonly list: boolean;
  /** How long the longest part takes. */
  readonly minutes: number;
  /** A file for the figures as JSON. */
  readonly json: string | undefined;
}

/** A command line that cannot be followed. */
export class UsageError extends Error {
  readonly code = 'USAGE';

  constructor(message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'UsageError';
  }
}

/**
 * Reads the command line.
 *
 * @throws {UsageError} for an option that does not exist or a value that cannot be used
 */
export function readOptions(args: readonly string[]): Options {
  const { values, positionals } = parse(args);
  return {
    help: values.help,
    names: positionals,
    node: values.node,
    rounds: positive('--rounds', values.rounds, 2),
    seconds: positive('--seconds', values.seconds, 1),
    connections: positive('--connections', values.connections, 1),
    seed: positive('--seed', values.seed ?? String(Date.now() % 100_000), 0),
    only: values.only,
    list: values.list,
    minutes: positive('--minutes', values.minutes, 1),
    json: values.json,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        help: { type: 'boolean', short: 'h', default: false },
        node: { type: 'string', default: process.execPath },
        rounds: { type: 'string', default: '8' },
        seconds: { type: 'string', default: '3' },
        connections: { type: 'string', default: '32' },
        seed: { type: 'string' },
        only: { type: 'string', multiple: true, default: [] },
        list: { type: 'boolean', default: false },
        minutes: { type: 'string', default: '2' },
        json: { type: 'string' },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error), error);
  }
}

function positive(option: string, value: string, least: number): number {
  const number = /^\d{1,6}$/u.test(value) ? Number(value) : Number.NaN;
  if (number >= least) return number;
  throw new UsageError(`${option} ${value} cannot be used: expected a whole number from ${least} on`);
}
