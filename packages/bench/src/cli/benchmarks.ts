import { benchAligned } from '../aligned/benchmark.ts';
import { GATEWAY_PARTS } from '../gateway/benchmark.ts';
import { benchResilience, type Choice } from '../resilience/benchmark.ts';
import { SCENARIOS } from '../resilience/scenarios.ts';
import type { Report } from '../report/report.ts';
import type { Bench } from '../rounds/plan.ts';
import { TWINS_PARTS } from '../twins/benchmark.ts';
import { inParts } from './parts.ts';

/** A benchmark, as the command line names it. */
export interface Benchmark {
  readonly purpose: string;
  readonly run: (bench: Bench, node: string, choice: Choice) => Promise<Report>;
  /** What makes its load, where that is not the generator of all others. */
  readonly load?: string;
  /** Its parts, for `--only` and `--list`. */
  readonly parts?: readonly { readonly name: string; readonly purpose: string }[];
}

/** All benchmarks. */
export const BENCHMARKS: ReadonlyMap<string, Benchmark> = new Map([
  [
    'twins',
    {
      purpose: 'each twin with everything on beside its bare framework',
      run: inParts(TWINS_PARTS),
      parts: TWINS_PARTS,
    },
  ],
  [
    'gateway',
    {
      purpose: 'the gateway with everything on beside other gateways',
      run: inParts(GATEWAY_PARTS),
      parts: GATEWAY_PARTS,
    },
  ],
  ['aligned', { purpose: 'the aligned profile of each twin beside its native one', run: benchAligned }],
  [
    'resilience',
    {
      purpose: 'what clients see of the gateway when replicas, clients and name servers misbehave',
      run: benchResilience,
      load: 'open loop, undici',
      parts: SCENARIOS,
    },
  ],
]);
