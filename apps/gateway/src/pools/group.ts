import { RoundRobin } from './round-robin.ts';
import type { PoolSettings } from '../config/schema.ts';
import type { Ask, Pick, Upstreams, UpstreamsState } from './upstreams.ts';

/** Pools that take turns: with two of them every second request goes to each, however many replicas they have. */
export class Group implements Upstreams {
  readonly name: string;
  readonly #members: readonly Upstreams[];
  readonly #turns = new RoundRobin();

  constructor(name: string, members: readonly Upstreams[]) {
    this.name = name;
    this.#members = members;
  }

  get available(): boolean {
    return this.#members.some((member) => member.available);
  }

  /** As for its first member. */
  get retries(): PoolSettings['retries'] {
    const [first] = this.#members;
    if (first === undefined) throw new Error(`no members: ${this.name}`);
    return first.retries;
  }

  state(): UpstreamsState {
    const members = this.#members.map((member) => [member.name, member.state()] as const);
    const turn = this.#turns.peek(members, ([, { next }]) => next !== undefined);
    return { next: turn?.[1].next, balancing: 'members in turns', members: Object.fromEntries(members) };
  }

  get staying(): boolean {
    return this.#members.some((member) => member.staying);
  }

  pick(ask: Ask): Pick | undefined {
    let pick: Pick | undefined;
    const next = (usable: (member: Upstreams) => boolean): Pick | undefined => {
      const picks = (member: Upstreams): boolean => usable(member) && (pick = member.pick(ask)) !== undefined;
      if (ask.tried.length === 0) this.#turns.next(this.#members, picks);
      else this.#turns.peek(this.#members, picks);
      return pick;
    };
    return next(({ staying }) => staying) ?? next(({ available }) => available) ?? next(() => true);
  }
}
