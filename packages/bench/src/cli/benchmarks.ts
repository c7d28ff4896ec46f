import { benchAligned } from '../aligned/benchmark.ts';
import { benchGateway } from '../gateway/benchmark.ts';
import type { Report } from '../report/report.ts';
import type { Bench } from '../rounds/plan.ts';
import { benchTwins } from '../twins/benchmark.ts';

/** A benchmark, as the command line names it. */
export interface Benchmark {
  readonly purpose: string;
  readonly run: (bench: Bench, node: string) => Promise<Report>;
}

/** All benchmarks. */
export const BENCHMARKS: ReadonlyMap<string, Benchmark> = new Map([
  ['twins', { purpose: 'each twin with everything on beside its bare framework', run: benchTwins }],
  ['gateway', { purpose: 'the gateway with everything on beside other gateways', run: benchGateway }],
  ['aligned', { purpose: 'the aligned profile of each twin beside its native one', run: benchAligned }],
]);
