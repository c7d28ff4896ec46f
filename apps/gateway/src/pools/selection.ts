import { preferred } from '../balancing/preference.ts';
import { rendezvous } from '../balancing/rendezvous.ts';
import { createTurns, type Turns } from '../balancing/turns.ts';
import type { PoolSettings } from '../config/pool-schema.ts';
import type { Member } from './member.ts';
import type { Ask } from './upstreams.ts';

/** What a choice goes by. */
export type SelectionSettings = Pick<PoolSettings, 'balancing' | 'sticky' | 'upstream'>;

const IN_TURNS: Readonly<Record<PoolSettings['balancing'], string>> = {
  'round-robin': 'in turns',
  'least-connections': 'the one with the fewest requests in flight, in turns when several have as few',
  'power-of-two': 'the less busy one of two taken at random',
};

/** How a pool chooses among its members: by what the request belongs to, or by load, or in turns. */
export class Selection {
  readonly #settings: SelectionSettings;
  readonly #turns: Turns<Member>;
  readonly #weighted: boolean;

  constructor(settings: SelectionSettings) {
    const weights = settings.upstream.map(({ weight }) => weight);
    this.#settings = settings;
    this.#turns = createTurns(weights);
    this.#weighted = new Set(weights).size > 1;
  }

  /** In words, how it chooses. */
  get rule(): string {
    const { balancing, sticky } = this.#settings;
    const rule = IN_TURNS[balancing] + (this.#weighted ? ', by weight' : '');
    switch (sticky?.by) {
      case 'cookie':
        return `the one that the cookie ${sticky.name} names; without it, ${rule}`;
      case 'header':
        return `by a hash of the field ${sticky.name}; without it, ${rule}`;
      case 'client':
        return 'by a hash of the client’s address';
      default:
        return rule;
    }
  }

  /** One of the members that fit. A retry takes nobody's turn: else each would shift the turns of the requests that follow. */
  choose(members: readonly Member[], fits: (member: Member) => boolean, ask: Ask): Member | undefined {
    const { sticky } = this.#settings;
    const wanted = sticky && this.wanted(members, fits, ask.affinity(sticky));
    if (wanted !== undefined) return wanted;
    const chosen = this.#narrow(members, fits);
    return ask.tried.length === 0 ? this.#turns.next(members, chosen) : this.#turns.peek(members, chosen);
  }

  /** Who would be chosen for a request that belongs to `key`; nobody's turn is taken. */
  peek(members: readonly Member[], fits: (member: Member) => boolean, key?: string): Member | undefined {
    return this.wanted(members, fits, key) ?? this.#turns.peek(members, this.#narrow(members, fits));
  }

  /** The member that a request with this affinity belongs to; undefined when it may go to any. */
  wanted(
    members: readonly Member[],
    fits: (member: Member) => boolean,
    key: string | undefined,
  ): Member | undefined {
    const { sticky } = this.#settings;
    if (sticky === undefined || key === undefined) return undefined;
    const fitting = members.filter((member) => fits(member));
    if (sticky.by === 'cookie') return fitting.find(({ replica }) => replica.token === key);
    return rendezvous(fitting, key, sticky.bound);
  }

  /** Those of the fitting ones that the pool's way of balancing prefers. */
  #narrow(members: readonly Member[], fits: (member: Member) => boolean): (member: Member) => boolean {
    const { balancing } = this.#settings;
    if (balancing === 'round-robin') return fits;
    const best = preferred(
      balancing,
      members.filter((member) => fits(member)),
    );
    return (member) => best.includes(member);
  }
}
