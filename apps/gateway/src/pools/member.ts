import type { Seeded } from '../balancing/rendezvous.ts';
import type { HealthCheck } from './health-check.ts';
import type { Replica } from './replica.ts';
import type { Pick } from './upstreams.ts';

/** A replica as part of its pool. */
export class Member implements Seeded {
  readonly pick: Pick;
  readonly check: HealthCheck;
  readonly replica: Replica;
  readonly weight: number;
  readonly seed: number;

  constructor(pick: Pick, check: HealthCheck) {
    this.pick = pick;
    this.check = check;
    this.replica = pick.replica;
    this.weight = pick.replica.weight;
    this.seed = pick.replica.seed;
  }

  get inFlight(): number {
    return this.replica.inFlight + this.replica.tunnels;
  }

  /** It is not part of its pool any more. */
  retire(): void {
    this.check.stop();
    this.replica.retire();
  }
}
