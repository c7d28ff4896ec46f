import { Latencies } from '../generator/percentiles.ts';
import { completed } from '../generator/tally.ts';
import type { Block, Level, Window } from '../results/block.ts';
import { mainConnections, mainRate } from '../schedule/levels.ts';

/** Something that is reported of every block. */
export interface Metric {
  readonly id: string;
  readonly title: string;
  readonly unit: string;
  /** Whether more is better. */
  readonly higher: boolean;
  /** Its value; undefined when it was not measured, or in a window that was rejected. */
  of(block: Block): number | undefined;
}

/** Percentiles of the latency; each is told only where the sample allows. */
const PERCENTILES = [50, 90, 99, 99.9];

/** The metrics of a workload that is measured at these levels. */
export function metricsFor(levels: readonly Level[]): Metric[] {
  const rate = mainRate(levels);
  const connections = mainConnections(levels);
  return [
    ...levels.flatMap((level) => (level.kind === 'closed' ? [throughput(level.connections)] : [])),
    ...(connections === undefined ? [] : [cpu(connections)]),
    ...(rate === undefined
      ? []
      : [...PERCENTILES.map((percent) => percentile(percent, rate)), utilisation(rate)]),
    simple('peak', 'peak memory', 'MiB', ({ peak }) => peak && peak / 2 ** 20),
    simple('settled', 'settled memory', 'MiB', ({ settled }) => settled && settled / 2 ** 20),
    simple('start', 'start to first answer', 'ms', ({ firstAnswer }) => firstAnswer),
  ];
}

function throughput(connections: number): Metric {
  return {
    id: `throughput-${connections}`,
    title: `throughput, ${connections} ${connections === 1 ? 'connection' : 'connections'}`,
    unit: 'requests/s',
    higher: true,
    of: (block) => {
      const window = sound(block, (level) => level.kind === 'closed' && level.connections === connections);
      return window && completed(window.tally) / window.tally.seconds;
    },
  };
}

function cpu(connections: number): Metric {
  return {
    id: 'cpu',
    title: `CPU time a request, ${connections} connections`,
    unit: 'µs',
    higher: false,
    of: (block) =>
      sound(block, (level) => level.kind === 'closed' && level.connections === connections)?.used.cpu ??
      undefined,
  };
}

function percentile(percent: number, rate: number): Metric {
  return {
    id: `p${percent}`,
    title: `p${percent} at ${rate}/s`,
    unit: 'µs',
    higher: false,
    of: (block) => {
      const window = sound(block, (level) => level.kind === 'open' && level.rate === rate);
      if (!window || (percent > 50 && window.tail !== null)) return undefined;
      return new Latencies([window.tally.histogram]).told(percent);
    },
  };
}

function utilisation(rate: number): Metric {
  return {
    id: 'utilisation',
    title: `event loop busy at ${rate}/s`,
    unit: '%',
    higher: false,
    of: (block) => {
      const share = sound(block, (level) => level.kind === 'open' && level.rate === rate)?.used.utilisation;
      return typeof share === 'number' ? share * 100 : undefined;
    },
  };
}

function simple(id: string, title: string, unit: string, of: (block: Block) => number | null): Metric {
  return { id, title, unit, higher: false, of: (block) => of(block) ?? undefined };
}

/** The window at a level, unless a gate rejected it. */
function sound(block: Block, at: (level: Level) => boolean): Window | undefined {
  return block.windows.find(({ level, rejected }) => at(level) && rejected.length === 0);
}
