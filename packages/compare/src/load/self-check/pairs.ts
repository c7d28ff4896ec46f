import { runBlock } from '../blocks/run-block.ts';
import type { LoadLane } from '../lanes/load-lane.ts';
import { type Metric, metricsFor } from '../report/metric.ts';
import type { Block, Level } from '../results/block.ts';
import { median } from '../statistics/moments.ts';
import { paired } from '../statistics/paired.ts';
import { signFlip } from '../statistics/sign-flip.ts';
import { verdictOf } from '../statistics/verdict.ts';
import { CATALOGUE } from '../workloads/catalogue.ts';
import { type Finding, finding, type Workshop } from './check.ts';
import { knownLane } from './known-lane.ts';

const LEVELS: readonly Level[] = [{ kind: 'closed', connections: 32 }];
const PACE = { seconds: 0.6, ramp: 0.1, warm: 0.4, warmMost: 1 };
const RULE = { margin: Math.log(1.03), higher: false };
const RUNS = 3;
/** Work of both servers. Without any, the 5 % on top would be less than a microsecond, and reading the clock takes longer. */
const WORK_US = 100;
/** Blocks from which the work is taken that makes 5 %. */
const LOOKS = 3;
/** An interval wider than half of the effect to either side may miss it. */
const WIDEST = 0.025;

/** Several real A/A runs: a difference may be called in one of twenty, so that three of three are a fault. */
export async function sameServer(workshop: Workshop): Promise<Finding[]> {
  const same = knownLane('same', {}, workshop);
  const verdicts: string[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    const differences = await cpuRatios(workshop, [same, same], 6);
    verdicts.push(verdictOf(paired(differences), signFlip(differences), RULE));
  }
  const called = verdicts.filter((verdict) => verdict === 'better' || verdict === 'worse').length;
  return [
    finding(
      `${RUNS} runs of a server beside itself`,
      `${called} called a difference (${verdicts.join(', ')})`,
      { right: called < RUNS, faults: called === RUNS - 1 ? ['bad luck does that once in 150 times'] : [] },
    ),
  ];
}

/** A server that was made 5 % slower on purpose has to be found at 12 pairs. */
export async function slowedServer(workshop: Workshop): Promise<Finding[]> {
  const plain = knownLane('plain', { WORK_US: String(WORK_US) }, workshop);
  const looks = [];
  for (let look = 0; look < LOOKS; look += 1)
    looks.push(cpuMetric()?.of(await block(workshop, plain, look)) ?? 0);
  const cpu = median(looks);
  const work = cpu / 0.95 - cpu;
  const slowed = knownLane('slowed', { WORK_US: String(WORK_US + work) }, workshop);
  const differences = await cpuRatios(workshop, [plain, slowed], 12);
  const { mean, low, high, ...rest } = paired(differences);
  const verdict = verdictOf({ mean, low, high, ...rest }, signFlip(differences), { ...RULE, margin: 0 });
  const text = [mean, low, high].map((log) => Math.exp(log).toFixed(3));
  const restless = (high - low) / 2 > WIDEST;
  return [
    finding(
      `a server that burns ${work.toFixed(1)} µs on top of ${cpu.toFixed(1)}, at 12 pairs`,
      `× ${text[0]} (${text[1]} – ${text[2]}), ${verdict}`,
      {
        right: verdict === 'worse',
        faults: restless && verdict !== 'worse' ? ['the machine is too restless to see 5 %'] : [],
      },
    ),
  ];
}

async function cpuRatios(
  workshop: Workshop,
  [a, b]: readonly [LoadLane, LoadLane],
  pairs: number,
): Promise<number[]> {
  const metric = cpuMetric();
  const ratios: number[] = [];
  for (let round = 0; round < pairs; round += 1) {
    const swapped = round % 4 === 1 || round % 4 === 2;
    const [first, second] = swapped ? [b, a] : [a, b];
    const one = metric?.of(await block(workshop, first, round));
    const other = metric?.of(await block(workshop, second, round));
    if (one && other) ratios.push(Math.log(swapped ? one / other : other / one));
  }
  return ratios;
}

/** CPU time a request, from all windows: what is checked here are pairs, not gates. */
function cpuMetric(): Metric | undefined {
  return metricsFor(LEVELS).find(({ id }) => id === 'cpu');
}

async function block(workshop: Workshop, lane: LoadLane, round: number): Promise<Block> {
  const [workload] = CATALOGUE;
  if (!workload) throw new RangeError('there are no workloads');
  const place = { phase: 'compare', round, workload: workload.name, arm: 0, lane: lane.facts.name } as const;
  const task = { lane, workload, slot: { place, levels: LEVELS } };
  const measured = await runBlock({ ...workshop, pace: PACE }, task);
  return { ...measured, windows: measured.windows.map((window) => ({ ...window, rejected: [] })) };
}
