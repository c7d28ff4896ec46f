import type { Outcome } from '../load/open-loop.ts';
import { percentile } from '../statistics/percentile.ts';

/** What became of the requests of a load. */
export class Tally {
  readonly outcomes: Outcome[] = [];

  /** How many came to an end. */
  get total(): number {
    return this.outcomes.length;
  }

  /** Those that were not answered, or with a status of 500 and above. */
  get failed(): Outcome[] {
    return this.outcomes.filter(({ status }) => status === 0 || status >= 500);
  }

  /** Those that were sent at or after a moment, in milliseconds of `performance.now()`. */
  since(moment: number): Tally {
    return this.where(({ sentAt }) => sentAt >= moment);
  }

  /** Those that fit. */
  where(fits: (outcome: Outcome) => boolean): Tally {
    const some = new Tally();
    some.outcomes.push(...this.outcomes.filter(fits));
    return some;
  }

  /** How long it took until so many percent of them had ended, in milliseconds; NaN when there are none. */
  latency(percent: number): number {
    return percentile(
      this.outcomes.map(({ latency }) => latency),
      percent,
    );
  }

  /** The failures by what they were, such as `2 × 502, 1 × ECONNRESET`. */
  get complaints(): string {
    const counts = new Map<string, number>();
    for (const { status, error, request } of this.failed) {
      const what = `${request.method} ${error ?? status}`;
      counts.set(what, (counts.get(what) ?? 0) + 1);
    }
    return [...counts].map(([what, count]) => `${count} × ${what}`).join(', ');
  }
}
