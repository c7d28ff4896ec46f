import type { Logger } from '@echo-twins/shared/logging/logger';
import type { PoolSettings } from '../config/schema.ts';
import { authority } from '../config/upstream-urls.ts';
import { Discovery, type Found, type Resolve } from './discovery.ts';
import { Ejection } from './ejection.ts';
import { HealthCheck } from './health-check.ts';
import { preferred } from './balancing.ts';
import { describeReplica } from './description.ts';
import { Replica } from './replica.ts';
import { RoundRobin } from './round-robin.ts';
import type { Ask, Pick, Upstreams, UpstreamsState } from './upstreams.ts';

/** What a pool needs besides its settings. */
export interface PoolDependencies {
  readonly logger: Logger;
  readonly resolve: Resolve;
}

interface Member {
  readonly pick: Pick;
  readonly check: HealthCheck;
}

/** Replicas of one service: who they are, who of them is well, whose turn it is. */
export class Pool implements Upstreams {
  readonly name: string;
  readonly settings: PoolSettings;
  readonly #logger: Logger;
  readonly #discovery: Discovery;
  readonly #ejection: Ejection;
  readonly #turns = new RoundRobin();
  #members: readonly Member[] = [];
  #timer: NodeJS.Timeout | undefined;
  #stopped = false;
  #unresolved = '';

  constructor(name: string, settings: PoolSettings, { logger, resolve }: PoolDependencies) {
    this.name = name;
    this.settings = settings;
    this.#logger = logger;
    this.#ejection = new Ejection(settings.outliers, () => this.replicas, logger.child({ pool: name }));
    this.#discovery = new Discovery(settings.upstream, resolve);
  }

  /** The replicas known now, in a fixed order. */
  get replicas(): readonly Replica[] {
    return this.#members.map(({ pick }) => pick.replica);
  }

  get available(): boolean {
    return this.#members.some(({ pick }) => pick.replica.available);
  }

  get retries(): PoolSettings['retries'] {
    return this.settings.retries;
  }

  /** How often replicas have been ejected. */
  get ejections(): number {
    return this.#ejection.count;
  }

  state(): UpstreamsState {
    const next = this.#turns.peek(this.replicas, ({ available }) => available);
    const replicas = this.replicas.map((replica) => describeReplica(replica));
    return { next: next?.id, balancing: this.settings.balancing, replicas };
  }

  get staying(): boolean {
    return this.#members.some(({ pick }) => pick.replica.staying);
  }

  pick({ tried, repeatable }: Ask): Pick | undefined {
    const free = (replica: Replica): boolean => tried.length === 0 || !tried.includes(replica);
    if (repeatable) {
      const probationer = this.#members.find(({ pick: { replica } }) => replica.awaitsTrial && free(replica));
      if (probationer !== undefined) return onTrial(probationer.pick);
    }
    // A retry takes nobody's turn: else each would shift the turns of the requests that follow.
    const next = (usable: (replica: Replica) => boolean): Member | undefined => {
      const fits = ({ pick: { replica } }: Member): boolean => usable(replica) && free(replica);
      const chosen = this.#narrow(fits);
      return tried.length === 0
        ? this.#turns.next(this.#members, chosen)
        : this.#turns.peek(this.#members, chosen);
    };
    const member =
      next(({ staying }) => staying) ??
      next(({ available }) => available) ??
      next(({ ailment }) => ailment !== 'unreachable');
    return member?.pick;
  }

  /** Those of the fitting ones that the pool's way of balancing prefers. */
  #narrow(fits: (member: Member) => boolean): (member: Member) => boolean {
    const { balancing } = this.settings;
    if (balancing === 'round-robin') return fits;
    const fitting = this.replicas.filter((_replica, index) => {
      const member = this.#members[index];
      return member !== undefined && fits(member);
    });
    const best = preferred(balancing, fitting);
    return ({ pick: { replica } }) => best.includes(replica);
  }

  /** Resolves the names and asks the replicas, again and again from now on; settles after the first time. */
  async start(): Promise<void> {
    await this.#look();
    await Promise.all(this.#members.map(({ check }) => check.asked));
  }

  /** Asks nobody any more and closes what is idle. */
  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
    for (const member of this.#members) retire(member);
    this.#members = [];
  }

  async #look(): Promise<void> {
    const { addresses, failed } = await this.#discovery.look();
    if (this.#stopped) return;
    const unresolved = failed.join(', ');
    if (unresolved !== this.#unresolved && unresolved !== '') {
      this.#logger.warn({ pool: this.name, unresolved }, 'names cannot be resolved, keeping what is known');
    }
    this.#unresolved = unresolved;
    this.#update(addresses);
    this.#timer = setTimeout(() => void this.#look(), this.settings.resolve);
    this.#timer.unref();
  }

  #update(addresses: readonly Found[]): void {
    const before = new Map(this.#members.map((member) => [member.pick.replica.id, member]));
    const after = addresses.flatMap((address) => {
      const id = authority(address.host, address.port);
      const known = before.get(id);
      if (address.listing === 'absent' && !known?.pick.replica.available) return [];
      before.delete(id);
      const member = known ?? this.#admit(new Replica(address, this.settings));
      const { replica } = member.pick;
      const lost = replica.named && address.listing !== 'named';
      replica.named = address.listing === 'named';
      // Somebody else may have its address soon.
      if (lost) member.check.hurry();
      return [member];
    });
    this.#members = after;
    for (const gone of before.values()) {
      this.#logger.info({ pool: this.name, replica: gone.pick.replica.id }, 'replica gone');
      retire(gone);
    }
  }

  #admit(replica: Replica): Member {
    this.#logger.info({ pool: this.name, replica: replica.id }, 'replica found');
    const logger = this.#logger.child({ pool: this.name });
    const check = new HealthCheck(replica, this.settings.health, logger);
    check.start();
    replica.onSuspicion(() => check.hurry());
    const pick = { replica, pool: this.name, settings: this.settings, judge: this.#ejection, trial: false };
    return { pick, check };
  }
}

function retire({ pick, check }: Member): void {
  check.stop();
  pick.replica.retire();
}

function onTrial(pick: Pick): Pick {
  pick.replica.onTrial = true;
  return { ...pick, trial: true };
}
