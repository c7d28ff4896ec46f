import { describe, expect, it } from '@jest/globals';
import { type Plan } from '../results/plan.ts';
import { schedule } from './schedule.ts';

const lane = (name: string): Plan['lanes'][number] => ({
  name,
  version: '1',
  profile: 'production',
  node: '26.0.0',
  environment: '',
  logging: '',
  fresh: true,
});

function plan(changes: Partial<Plan> & { names?: string[] } = {}): Plan {
  const { names = ['a', 'b'], ...others } = changes;
  const levels = [1, 8, 32].map((connections) => ({ kind: 'closed' as const, connections }));
  return {
    version: 1,
    command: [],
    startedAt: '2026-01-01T00:00:00.000Z',
    seed: 7,
    pairs: 12,
    noisePairs: 6,
    seconds: 1,
    ramp: 0.2,
    warm: 1,
    warmMost: 4,
    margin: 0.03,
    lanes: names.map(lane),
    comparisons: [],
    machine: { processor: '', processors: 2, memory: 1, kernel: '', cpus: '', generator: '' },
    workloads: [
      { workload: 'root', request: 'GET /', levels, lanes: names },
      { workload: 'echo', request: 'POST /echo', levels, lanes: names },
    ],
    samples: [],
    differences: [],
    ...others,
  };
}

/** The order of the lanes in each round of a workload, such as `ab`. */
function orders(given: Plan, workload = 'root', phase = 'compare'): string[] {
  const slots = schedule(given).filter(({ place }) => place.phase === phase && place.workload === workload);
  const rounds = [...new Set(slots.map(({ place }) => place.round))];
  return rounds.map((round) =>
    slots
      .filter(({ place }) => place.round === round)
      .map(({ place }) => (phase === 'noise' ? place.arm : place.lane))
      .join(''),
  );
}

describe('the schedule', () => {
  it('is decided by the seed alone', () => {
    expect(schedule(plan())).toEqual(schedule(plan()));
    expect(schedule(plan())).not.toEqual(schedule(plan({ seed: 8 })));
  });

  it('begins with the noise floor: the first lane against itself, on the first workload', () => {
    const slots = schedule(plan()).slice(0, 12);
    expect(slots.every(({ place }) => place.phase === 'noise' && place.lane === 'a')).toBe(true);
    expect(slots.filter(({ place }) => place.arm === 0)).toHaveLength(6);
  });

  it('runs pairs as ABBA or BAAB, so that as many begin with one lane as with the other', () => {
    const order = orders(plan());
    expect(order).toHaveLength(12);
    expect(order.filter((pair) => pair === 'ab')).toHaveLength(6);
    for (let pair = 0; pair < 12; pair += 2) expect(order[pair]).not.toBe(order[pair + 1]);
  });

  it('chooses between ABBA and BAAB at random', () => {
    const firsts = Array.from({ length: 40 }, (_, seed) => orders(plan({ seed }))[0]);
    expect(new Set(firsts)).toEqual(new Set(['ab', 'ba']));
  });

  it('reverses every second round of more than two lanes', () => {
    const order = orders(plan({ names: ['a', 'b', 'c'] }));
    for (let round = 0; round < 12; round += 2) {
      expect(order[round + 1]).toBe((order[round] ?? '').split('').toReversed().join(''));
    }
  });

  it('gives both blocks of a pair their windows in the same order, and not always the same', () => {
    const slots = schedule(plan()).filter(({ place }) => place.phase === 'compare');
    const kinds = new Set<string>();
    for (let at = 0; at < slots.length; at += 2) {
      expect(slots[at + 1]?.levels).toEqual(slots[at]?.levels);
      kinds.add(JSON.stringify(slots[at]?.levels));
    }
    expect(kinds.size).toBeGreaterThan(2);
  });

  it('leaves a lane out of a workload that it cannot do', () => {
    const { workloads } = plan({ names: ['a', 'b', 'c'] });
    const [root, echo] = workloads;
    const given = plan({ workloads: root && echo ? [root, { ...echo, lanes: ['a', 'c'] }] : [] });
    expect(new Set(orders(given, 'echo').join(''))).toEqual(new Set(['a', 'c']));
    expect(new Set(orders(given).join(''))).toEqual(new Set(['a', 'b', 'c']));
  });
});
