import { masked } from '@echo-twins/differences/masks';
import type { Answer } from '../generator/answer.ts';
import type { Workload } from '../workloads/workload.ts';

/**
 * Why a workload cannot be measured on a service, judged by two answers to the same request; null when it can: a figure about
 * answers that are wrong, or different every time, would say nothing.
 */
export function unfitness(workload: Workload, first: Answer, second: Answer): string | null {
  if (first.status !== workload.status) return `answers ${first.status} where ${workload.status} is expected`;
  const text = textOf(first);
  if (workload.holds !== undefined && !text.includes(workload.holds))
    return 'answers something that does not hold what was sent';
  if (first.bytes !== second.bytes)
    return `answers ${first.bytes} bytes, then ${second.bytes}: answers that change cannot be checked`;
  if (masked(text) !== masked(textOf(second))) return 'answers something else every time';
  return null;
}

function textOf({ body }: Answer): string {
  return body?.toString('utf8') ?? '';
}
