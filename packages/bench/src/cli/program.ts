import { writeFileSync } from 'node:fs';
import { chooseGenerator } from '../load/choice.ts';
import { pinSelf, whyNotPinned } from '../machine/cores.ts';
import { describeMachine } from '../machine/description.ts';
import type { Children } from '../processes/children.ts';
import type { Bench } from '../rounds/plan.ts';
import { type Benchmark, BENCHMARKS } from './benchmarks.ts';
import { helpText } from './help.ts';
import { type Options, readOptions, UsageError } from './options.ts';
import { checkParts, listText } from './parts.ts';

/** Where a program writes: results on `out`, everything else on `err`. */
export interface Streams {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
}

const EXIT = { met: 0, missed: 1, unusable: 2 } as const;

/** Runs a benchmark; answers the exit code. The children are the caller's, who ends them when interrupted. */
export async function runProgram(
  args: readonly string[],
  children: Children,
  { out, err }: Streams,
): Promise<number> {
  try {
    const options = readOptions(args);
    if (options.help) {
      out(helpText());
      return EXIT.met;
    }
    const benchmark = BENCHMARKS.get(options.names.join(' '));
    if (!benchmark)
      throw new UsageError(`name one benchmark: ${[...BENCHMARKS.keys()].join(', ')}. Try --help.`);
    const { parts = [] } = benchmark;
    if (options.list) {
      out(listText(parts));
      return EXIT.met;
    }
    checkParts(options.only, parts);
    const bench = prepare(options, children, { out, err });
    out(`${manifest(options, bench, benchmark).join('\n')}\n\n`);
    const { text, met, data } = await benchmark.run(bench, options.node, options);
    out(`${text}\n`);
    if (options.json !== undefined) writeFileSync(options.json, `${JSON.stringify(data, undefined, 2)}\n`);
    return met ? EXIT.met : EXIT.missed;
  } catch (error) {
    err(`bench: ${error instanceof Error ? describe(error) : String(error)}\n`);
    return EXIT.unusable;
  } finally {
    children.endAll();
  }
}

function prepare(
  { rounds, seconds, connections, seed }: Options,
  children: Children,
  { out, err }: Streams,
): Bench {
  if (process.platform !== 'linux') throw new UsageError('CPU time is read from /proc: this needs Linux');
  pinSelf();
  return {
    children,
    generator: chooseGenerator(),
    pace: { rounds, warmup: 2, seconds, connections, seed },
    progress: (line) => err(`${line}\n`),
    show: (text) => out(`${text}\n\n`),
  };
}

function manifest(
  { node, rounds, seconds, connections, seed }: Options,
  { generator }: Bench,
  { load }: Benchmark,
): string[] {
  const unpinned = whyNotPinned();
  const rates = [
    `load: ${generator.name}, ${connections} connections, no pipelining`,
    `order: ${rounds} rounds of ${seconds} s windows, fresh processes, random order from seed ${seed}`,
  ];
  return [
    ...describeMachine(node),
    ...(load === undefined ? rates : [`load: ${load}`]),
    unpinned === undefined ? 'cores: server on one, load on another' : `cores: not pinned, as ${unpinned}`,
  ];
}

function describe(error: Error): string {
  const { message, cause } = error;
  return cause instanceof Error ? `${message}\n  because: ${cause.message}` : message;
}
