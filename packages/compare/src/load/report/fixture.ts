import { SLICES } from '../generator/tally.ts';
import { Recorder } from '../generator/recorder.ts';
import type { Block, Level, Place, Window } from '../results/block.ts';
import type { Plan } from '../results/plan.ts';

const MACHINE = {
  processor: 'Test CPU',
  processors: 2,
  memory: 4 * 2 ** 30,
  kernel: 'Linux 6',
  cpus: 'generator on 0, servers on 1',
  generator: 'Node 26.0.0',
};
const ANSWER = { status: 200, bytes: 2, body: undefined, head: '' };

/** Levels of a plan for tests. */
const LEVELS: readonly Level[] = [
  { kind: 'closed', connections: 32 },
  { kind: 'open', rate: 1000 },
];

/** A plan for tests: lanes `a` and `b`, one workload. */
export function planOf(changes: Partial<Plan> = {}): Plan {
  const facts = {
    version: '1.0.0',
    profile: 'production',
    node: '26.0.0',
    environment: '',
    logging: 'none',
    fresh: true,
  };
  return {
    version: 1,
    command: ['compare', 'load'],
    startedAt: '2026-01-01T00:00:00.000Z',
    seed: 1,
    pairs: 12,
    noisePairs: 0,
    seconds: 1,
    ramp: 0.25,
    warm: 1,
    warmMost: 4,
    margin: 0.03,
    lanes: ['a', 'b'].map((name) => ({ name, ...facts })),
    comparisons: [['a', 'b']],
    machine: MACHINE,
    workloads: [{ workload: 'root', request: 'GET /', levels: [...LEVELS], lanes: ['a', 'b'] }],
    samples: [],
    differences: [],
    ...changes,
  };
}

/** A window in which so many requests a second were answered, each after so many microseconds. */
function windowOf(level: Level, rate: number, latency = 1000): Window {
  const recorder = new Recorder({ from: 0, to: 1000 }, () => undefined);
  for (let sent = 0; sent < rate; sent += 1) {
    const at = (1000 * sent) / rate;
    recorder.record({ due: at, late: 0, done: at + (latency * (1 + (sent % 10) / 10)) / 1000 }, ANSWER, at);
  }
  const tally = recorder.tally(level.kind === 'open', { cpu: 0.5, stall: 1 });
  const used = { cpu: 1e6 / rate, utilisation: 0.5, foreign: 0, throttled: 0 };
  return {
    level,
    tally: { ...tally, slices: tally.slices.slice(0, SLICES) },
    used,
    rejected: [],
    tail: null,
  };
}

/** A block of a lane that answers so many requests a second. */
export function blockOf(place: Partial<Place>, rate: number): Block {
  return {
    place: { phase: 'compare', round: 0, workload: 'root', arm: 0, lane: 'a', ...place },
    startedAt: '2026-01-01T00:00:00.000Z',
    firstAnswer: 100,
    peak: 90 * 2 ** 20,
    settled: 80 * 2 ** 20,
    windows: LEVELS.map((level) => windowOf(level, rate)),
    fault: null,
  };
}

/** All blocks of a plan with lanes `a` and `b`, `b` being so many times as fast, with a little unrest. */
export function blocksOf({ pairs }: Plan, ratio: number): Block[] {
  return Array.from({ length: pairs }, (_, round) => {
    const rate = 1000 + 10 * ((round * 7) % 5);
    const unrest = 1 + 0.002 * ((round % 3) - 1);
    return [
      blockOf({ round, arm: 0, lane: 'a' }, rate),
      blockOf({ round, arm: 1, lane: 'b' }, Math.round(rate * ratio * unrest)),
    ];
  }).flat();
}
