import { createTurns, type Turns } from '../balancing/turns.ts';
import type { PoolSettings } from '../config/pool-schema.ts';
import type { Ask, Pick, Upstreams, UpstreamsState } from './upstreams.ts';

/** A pool in a group. */
export interface GroupMember {
  readonly upstreams: Upstreams;
  readonly weight: number;
}

/** Pools that take turns: with two of them every second request goes to each, however many replicas they have. */
export class Group implements Upstreams {
  readonly name: string;
  readonly #members: readonly GroupMember[];
  readonly #turns: Turns<GroupMember>;

  constructor(name: string, members: readonly GroupMember[]) {
    this.name = name;
    this.#members = members;
    this.#turns = createTurns(members.map(({ weight }) => weight));
  }

  get available(): boolean {
    return this.#members.some(({ upstreams }) => upstreams.available);
  }

  /** As for its first member. */
  get retries(): PoolSettings['retries'] {
    const [first] = this.#members;
    if (first === undefined) throw new Error(`no members: ${this.name}`);
    return first.upstreams.retries;
  }

  state(key?: string): UpstreamsState {
    const states = new Map(this.#members.map((member) => [member, member.upstreams.state(key)]));
    const turn = this.#turns.peek(this.#members, (member) => states.get(member)?.next !== undefined);
    return {
      next: turn && states.get(turn)?.next,
      balancing: 'members in turns',
      rule: `members in turns, ${this.#members.map(({ upstreams, weight }) => `${upstreams.name} ${weight}`).join(' to ')}`,
      members: Object.fromEntries([...states].map(([{ upstreams }, state]) => [upstreams.name, state])),
    };
  }

  get staying(): boolean {
    return this.#members.some(({ upstreams }) => upstreams.staying);
  }

  /** That of the member that takes longest. */
  get total(): number {
    const totals = this.#members.map(({ upstreams }) => upstreams.total);
    return totals.includes(0) ? 0 : Math.max(...totals);
  }

  accepts(ask: Ask): boolean {
    return this.#members.some(({ upstreams }) => upstreams.accepts(ask));
  }

  spare(ask: Ask): boolean {
    return this.#members.some(({ upstreams }) => upstreams.spare(ask));
  }

  shed(): boolean {
    return this.#members.filter(({ upstreams }) => upstreams.shed()).length > 0;
  }

  pick(ask: Ask): Pick | undefined {
    let pick: Pick | undefined;
    const next = (usable: (member: Upstreams) => boolean): Pick | undefined => {
      const picks = ({ upstreams }: GroupMember): boolean =>
        usable(upstreams) && (pick = upstreams.pick(ask)) !== undefined;
      if (ask.tried.length === 0) this.#turns.next(this.#members, picks);
      else this.#turns.peek(this.#members, picks);
      return pick;
    };
    return next(({ staying }) => staying) ?? next(({ available }) => available) ?? next(() => true);
  }
}
