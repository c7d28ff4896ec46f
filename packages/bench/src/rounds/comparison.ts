import { median } from '../statistics/median.ts';
import { pairedRatio, type Ratio } from '../statistics/ratio.ts';
import type { Lane } from './lane.ts';
import type { Block, Plan } from './plan.ts';

/** What a lane cost with one kind of request, and how that compares. */
export interface Comparison {
  readonly lane: Lane;
  readonly request: string;
  /** Median over the rounds, in microseconds of CPU a request. */
  readonly cost: number;
  /** Median answers a second. */
  readonly rate: number;
  /** To the lane's baseline, pair by pair; undefined for a baseline. */
  readonly ratio: Ratio | undefined;
}

/** Compares every lane with its baseline, request by request. */
export function compare({ lanes, requests }: Plan, blocks: readonly Block[]): Comparison[] {
  return requests.flatMap(({ name: request }) => {
    const of = (lane: string, key: 'cost' | 'rate'): number[] =>
      blocks.filter((block) => block.lane === lane && block.request === request).map((block) => block[key]);
    return lanes.map((lane) => ({
      lane,
      request,
      cost: median(of(lane.name, 'cost')),
      rate: median(of(lane.name, 'rate')),
      ratio:
        lane.baseline === undefined
          ? undefined
          : pairedRatio(of(lane.name, 'cost'), of(lane.baseline, 'cost')),
    }));
  });
}
