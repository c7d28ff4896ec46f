import { benchAligned } from '../aligned/benchmark.ts';
import { benchGateway } from '../gateway/benchmark.ts';
import { benchResilience, type Choice } from '../resilience/benchmark.ts';
import { SCENARIOS } from '../resilience/scenarios.ts';
import type { Report } from '../report/report.ts';
import type { Bench } from '../rounds/plan.ts';
import { benchTwins } from '../twins/benchmark.ts';

/** A benchmark, as the command line names it. */
export interface Benchmark {
  readonly purpose: string;
  readonly run: (bench: Bench, node: string, choice: Choice) => Promise<Report>;
  /** Its parts, for `--only` and `--list`. */
  readonly parts?: readonly { readonly name: string; readonly purpose: string }[];
}

/** All benchmarks. */
export const BENCHMARKS: ReadonlyMap<string, Benchmark> = new Map([
  ['twins', { purpose: 'each twin with everything on beside its bare framework', run: benchTwins }],
  ['gateway', { purpose: 'the gateway with everything on beside other gateways', run: benchGateway }],
  ['aligned', { purpose: 'the aligned profile of each twin beside its native one', run: benchAligned }],
  [
    'resilience',
    {
      purpose: 'what clients see of the gateway when replicas, clients and name servers misbehave',
      run: benchResilience,
      parts: SCENARIOS,
    },
  ],
]);
