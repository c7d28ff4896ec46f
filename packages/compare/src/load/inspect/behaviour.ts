import { classOf, compare } from '../../classify/compare.ts';
import { exchange } from '../../exchange/exchange.ts';
import { THOROUGH } from '../../exchange/limits.ts';
import { type NormalObservation, normalise } from '../../normalise/normal.ts';
import type { Endpoint } from '../../wire/endpoint.ts';
import type { RouteDifference } from '../results/plan.ts';

/** What a service does with a workload's request, as the behaviour comparison sees it. */
export async function behaviourOf(endpoint: Endpoint, request: Buffer): Promise<NormalObservation> {
  const steps = [{ base64: request.toString('base64') }];
  return normalise(await exchange({ endpoint }, steps, THOROUGH.first));
}

/** What a lane did with a workload. */
export interface Seen {
  readonly lane: string;
  readonly workload: string;
  readonly normal: NormalObservation;
}

const SHOWN = 300;

/** How each lane's behaviour on the measured routes differs from the first one's; nothing where it does not. */
export function routeDifferences(seen: readonly Seen[]): RouteDifference[] {
  const [base] = seen;
  return seen
    .filter(({ lane }) => lane !== base?.lane)
    .flatMap(({ lane, workload, normal }) => {
      const left = seen.find((other) => other.lane === base?.lane && other.workload === workload);
      if (!left) return [];
      const differences = compare({ normal: left.normal, fate: 'alive' }, { normal, fate: 'alive' });
      if (differences.length === 0) return [];
      const told = differences.map(({ aspect, left, right }) => ({
        aspect,
        left: left.slice(0, SHOWN),
        right: right.slice(0, SHOWN),
      }));
      const lanes: [string, string] = [left.lane, lane];
      return [{ workload, lanes, class: classOf(differences), differences: told }];
    });
}
