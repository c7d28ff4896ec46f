import type { Finding } from '../finding.ts';
import type { Tally } from '../tally.ts';

/** That none of a load's requests failed, with what did. */
export function noneFailed(tally: Tally, what = ''): Finding {
  const { total, failed, complaints } = tally;
  const name = `failed of ${total} requests${what}${complaints && ` (${complaints})`}`;
  return { name, value: failed.length, goal: 0 };
}
