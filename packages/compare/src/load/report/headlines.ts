import type { Comparison, Row } from './comparison.ts';
import { figure, intervalText, ratioText, verdictText } from './figures.ts';
import type { Outcome } from './outcome.ts';

/** The metrics that a headline is made of, the first that there is. */
const FIRST = ['throughput-32', 'throughput-128', 'throughput-8', 'throughput-1'];

/** What a run says, in a sentence a workload: never one number over unlike routes. */
export function headlines({ comparisons }: Outcome): string[] {
  return comparisons.flatMap((comparison) => {
    const workloads = [...new Set(comparison.rows.map(({ workload }) => workload))];
    return workloads.flatMap((workload) => headline(comparison, workload));
  });
}

function headline({ a, b, rows }: Comparison, workload: string): string[] {
  const own = rows.filter((row) => row.workload === workload);
  const find = (id: string): Row | undefined => own.find(({ metric }) => metric.id === id);
  const throughput = FIRST.map(find).find((row) => row !== undefined);
  const parts = [throughput, find('cpu'), find('p99')].flatMap((row) => (row?.ratio ? [sentence(row)] : []));
  return parts.length === 0 ? [] : [`${workload}, ${b} beside ${a}: ${parts.join('; ')}.`];
}

function sentence(row: Row): string {
  const { title, unit } = row.metric;
  const medians = `${figure(row.a)} → ${figure(row.b)} ${unit}`;
  return `${title} × ${ratioText(row)} (${intervalText(row)}; ${medians}), ${verdictText(row)}`;
}
