import { Latencies } from '../generator/percentiles.ts';
import type { Block } from '../results/block.ts';

/** The latencies of a lane at one rate: all sound windows of the comparison put together. */
export function latenciesAt(
  blocks: readonly Block[],
  { workload, lane, rate }: { workload: string; lane: string; rate: number },
): Latencies | undefined {
  const [first, ...rest] = blocks
    .filter(({ place }) => place.phase === 'compare' && place.workload === workload && place.lane === lane)
    .flatMap(({ windows }) => windows)
    .filter(({ level, rejected }) => level.kind === 'open' && level.rate === rate && rejected.length === 0)
    .map(({ tally }) => tally.histogram);
  return first === undefined ? undefined : new Latencies([first, ...rest]);
}
