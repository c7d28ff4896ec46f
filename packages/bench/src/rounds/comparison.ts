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
  return requests.flatMap(({ name: request }) =>
    lanes.map((lane) => ({
      lane,
      request,
      cost: median(select(blocks, request, lane.name).map(({ cost }) => cost)),
      rate: median(select(blocks, request, lane.name).map(({ rate }) => rate)),
      ratio: lane.baseline === undefined ? undefined : laneRatio(blocks, request, [lane.name, lane.baseline]),
    })),
  );
}

/** What the first lane costs, in times the second; undefined when one of them was not measured. */
export function laneRatio(
  blocks: readonly Block[],
  request: string,
  [lane, baseline]: readonly [string, string],
): Ratio | undefined {
  const costs = select(blocks, request, lane).map(({ cost }) => cost);
  const others = select(blocks, request, baseline).map(({ cost }) => cost);
  return costs.length === 0 || others.length === 0 ? undefined : pairedRatio(costs, others);
}

function select(blocks: readonly Block[], request: string, lane: string): Block[] {
  return blocks.filter((block) => block.lane === lane && block.request === request);
}
