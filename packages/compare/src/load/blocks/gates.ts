import { completed, type Tally } from '../generator/tally.ts';
import type { Level, Used } from '../results/block.ts';
import { driftOf } from './drift.ts';

const LITTLE = 0.05;
const HALVES = 0.05;
const BUSY_GENERATOR = 0.95;
/** A generator that is this late, or this share of the latency, is late; in microseconds. One that is well is 1 µs late. */
const LATE_US = 10;
const LATE_SHARE = 0.02;
const LATE_TAIL_US = 100;
const TAIL_SHARE = 1 / 3;
const FOREIGN = 0.1;

/** What a window is judged by. */
export interface Evidence {
  readonly level: Level;
  readonly tally: Tally;
  readonly used: Used;
  /** 50 and 99 of 100 answers came within this, in microseconds. */
  readonly p50: number;
  readonly p99: number;
}

/** The gates that a window fails, in words; none when its figures can be believed. */
export function gatesFailed(evidence: Evidence): string[] {
  const { level, tally, used } = evidence;
  return [
    ...wrongAnswers(tally),
    ...(level.kind === 'closed' ? closed(level.connections, tally) : open(evidence)),
    ...(used.throttled ? [`held back ${used.throttled} times by its CPU limit`] : []),
    ...((used.foreign ?? 0) > FOREIGN
      ? [`other programs took ${percent(used.foreign ?? 0)} of the servers' processors`]
      : []),
  ];
}

function wrongAnswers(tally: Tally): string[] {
  const { status, body, broken, dropped } = tally.failures;
  return [
    ...(status > 0 ? [`${status} answers with another status`] : []),
    ...(body > 0 ? [`${body} answers with another body`] : []),
    ...(broken > 0 ? [`${broken} connections broke`] : []),
    ...(dropped > 0 ? [`${dropped} requests were not answered in time`] : []),
    ...(completed(tally) === 0 ? ['no answer at all'] : []),
  ];
}

function closed(connections: number, tally: Tally): string[] {
  const inside = (completed(tally) / tally.seconds) * (tally.mean / 1e6);
  const little = Math.abs(inside / connections - 1);
  const { share, proven } = driftOf(tally.slices);
  return [
    ...(little > LITTLE
      ? [`Little's law: ${inside.toFixed(2)} requests in the system instead of ${connections}`]
      : []),
    ...(Math.abs(share) > HALVES && proven
      ? [`the second half differs by ${percent(share)} from the first`]
      : []),
    ...(tally.generator.cpu > BUSY_GENERATOR
      ? [`the generator used ${percent(tally.generator.cpu)} of its processor: it was the limit`]
      : []),
  ];
}

function open({ tally, p50 }: Evidence): string[] {
  const slip = tally.slip?.p50 ?? 0;
  if (slip <= Math.max(LATE_US, LATE_SHARE * p50)) return [];
  return [`the generator sent ${slip} µs late (p50), with a p50 of ${Math.round(p50)} µs`];
}

/** Why the high percentiles of an open loop say more of the generator than of the server; null when they can be believed. */
export function tailFault({ tally, p99 }: Evidence): string | null {
  const slip = tally.slip?.p99 ?? 0;
  if (slip <= Math.max(LATE_TAIL_US, TAIL_SHARE * p99)) return null;
  return `the generator sent ${ms(slip)} ms late (p99), with a p99 of ${ms(p99)} ms`;
}

function ms(us: number): string {
  return (us / 1000).toFixed(1);
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}
