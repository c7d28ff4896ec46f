import type { Replica } from './replica.ts';
import { RoundRobin } from './round-robin.ts';
import type { Pick, Upstreams } from './upstreams.ts';

/** Pools that take turns: with two of them every second request goes to each, however many replicas they have. */
export class Group implements Upstreams {
  readonly name: string;
  readonly #members: readonly Upstreams[];
  readonly #turns = new RoundRobin<Upstreams>();

  constructor(name: string, members: readonly Upstreams[]) {
    this.name = name;
    this.#members = members;
  }

  get available(): boolean {
    return this.#members.some((member) => member.available);
  }

  get staying(): boolean {
    return this.#members.some((member) => member.staying);
  }

  pick(tried: readonly Replica[]): Pick | undefined {
    let pick: Pick | undefined;
    const next = (usable: (member: Upstreams) => boolean): Pick | undefined => {
      this.#turns.next(
        this.#members,
        (member) => usable(member) && (pick = member.pick(tried)) !== undefined,
      );
      return pick;
    };
    return next(({ staying }) => staying) ?? next(({ available }) => available) ?? next(() => true);
  }
}
