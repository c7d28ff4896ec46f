import { Random } from '../../fuzz/random.ts';
import type { Level, Place } from '../results/block.ts';
import type { Measured, Plan } from '../results/plan.ts';

/** A block that is to be run: where it belongs, and the order of its windows. */
export interface Slot {
  readonly place: Place;
  readonly levels: readonly Level[];
}

/**
 * All blocks of a run in their order, which the seed alone decides. Rounds come in twos: the second has the lanes in the reverse
 * order of the first, so that two lanes run as ABBA or BAAB and a machine that slows down steadily favours none. Both blocks of a
 * pair have their windows in the same order.
 */
export function schedule(plan: Plan): Slot[] {
  const random = new Random(plan.seed);
  const [workload] = plan.workloads;
  const [first] = workload?.lanes ?? [];
  const alone = workload && first !== undefined ? [{ ...workload, lanes: [first, first] }] : [];
  return [
    ...phase({ name: 'noise', pairs: plan.noisePairs, workloads: alone }, random),
    ...phase({ name: 'compare', pairs: plan.pairs, workloads: plan.workloads }, random),
  ];
}

interface Phase {
  readonly name: Place['phase'];
  readonly pairs: number;
  readonly workloads: readonly Measured[];
}

function phase({ name, pairs, workloads }: Phase, random: Random): Slot[] {
  const last = new Map<string, readonly Arm[]>();
  return Array.from({ length: pairs }, (_, round) =>
    shuffled(workloads, random).flatMap(({ workload, levels, lanes }) => {
      const arms = lanes.map((lane, arm) => ({ lane, arm }));
      const order = round % 2 === 0 ? shuffled(arms, random) : (last.get(workload) ?? arms).toReversed();
      last.set(workload, order);
      const mixed = shuffled(levels, random);
      return order.map((arm) => ({ place: { phase: name, round, workload, ...arm }, levels: mixed }));
    }),
  ).flat();
}

type Arm = Pick<Place, 'arm' | 'lane'>;

/** The same items in random order. */
function shuffled<T>(items: readonly T[], random: Random): T[] {
  const keyed = items.map((item) => ({ item, key: random.next() }));
  return keyed.toSorted((a, b) => a.key - b.key).map(({ item }) => item);
}
