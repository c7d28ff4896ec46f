import { Fault } from '../../cli/fault.ts';
import type { Level } from '../results/block.ts';
import type { Sample } from '../results/plan.ts';

/** Shares of the slower lane's capacity at which open loops run; the middle one is reported. */
const SHARES = [0.25, 0.5, 0.75];
/** Above this share of capacity an open loop measures its own queue. */
const MOST = 0.95;

/** What levels are made of. */
export interface Wish {
  readonly connections: readonly number[];
  /** Requests a second; undefined for shares of what the slowest lane can do. */
  readonly rates: readonly number[] | undefined;
}

/**
 * The levels of a workload: the same absolute rates for every lane.
 *
 * @param samples of the lanes that are measured with it
 * @throws {Fault} when a rate is beyond what a lane can do on this machine
 */
export function levelsFor(samples: readonly Sample[], { connections, rates }: Wish): Level[] {
  const slowest = samples.toSorted((a, b) => (a.capacity ?? 0) - (b.capacity ?? 0))[0];
  const capacity = slowest?.capacity ?? 0;
  const beyond = rates?.find((rate) => rate > capacity * MOST);
  if (slowest && beyond !== undefined) {
    throw new Fault(
      `--rate ${beyond}: beyond lane ${slowest.lane}, which answers ${slowest.workload} about ${Math.round(capacity)} times a second here`,
    );
  }
  const chosen = rates ?? SHARES.map((share) => Math.max(1, rounded(capacity * share)));
  return [
    ...connections.map((count) => ({ kind: 'closed' as const, connections: count })),
    ...[...new Set(chosen)].map((rate) => ({ kind: 'open' as const, rate })),
  ];
}

/** The rates of an earlier run, so that latencies can be compared with it; undefined when a lane can no longer do them here. */
export function sameRates(samples: readonly Sample[], earlier: readonly Level[]): number[] | undefined {
  const capacity = Math.min(...samples.map((sample) => sample.capacity ?? 0));
  const rates = earlier.flatMap((level) => (level.kind === 'open' ? [level.rate] : []));
  return rates.length > 0 && Math.max(...rates) <= capacity * MOST ? rates : undefined;
}

/** To two digits, so that a rate can be told to others. */
function rounded(rate: number): number {
  return Number(rate.toPrecision(2));
}

/** The rate whose latencies are reported: the middle one. */
export function mainRate(levels: readonly Level[]): number | undefined {
  const rates = levels.flatMap((level) => (level.kind === 'open' ? [level.rate] : []));
  return rates.toSorted((a, b) => a - b)[Math.floor((rates.length - 1) / 2)];
}

/** The number of connections at which CPU time is taken: 32 when it is among them, else the nearest. */
export function mainConnections(levels: readonly Level[]): number | undefined {
  const counts = levels.flatMap((level) => (level.kind === 'closed' ? [level.connections] : []));
  return counts.toSorted((a, b) => Math.abs(Math.log(a / 32)) - Math.abs(Math.log(b / 32)))[0];
}

/** Requests that a window has to hold for its p99 to be told, and some to spare. */
const ENOUGH = 10_500;
const LONGEST = 5;

/** How long a window is, in seconds: at the main rate as long as its p99 needs, within bounds. */
export function windowSeconds(level: Level, levels: readonly Level[], seconds: number): number {
  if (level.kind === 'closed' || level.rate !== mainRate(levels) || seconds < 0.5) return seconds;
  return Math.min(Math.max(seconds, ENOUGH / level.rate), Math.max(seconds, LONGEST));
}
