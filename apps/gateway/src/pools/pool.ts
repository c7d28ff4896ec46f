import type { Logger } from '@echo-twins/shared/logging/logger';
import type { PoolSettings } from '../config/pool-schema.ts';
import { authority } from '../config/upstream-urls.ts';
import { Discovery, type Found, type Resolve } from './discovery.ts';
import { Ejection } from './ejection.ts';
import { HealthCheck } from './health-check.ts';
import { describeReplica } from './description.ts';
import { Replica } from './replica.ts';
import { Member } from './member.ts';
import { Selection } from './selection.ts';
import type { Ask, Pick, Upstreams, UpstreamsState } from './upstreams.ts';

/** What a pool needs besides its settings. */
export interface PoolDependencies {
  readonly logger: Logger;
  readonly resolve: Resolve;
}

/** Replicas of one service: who they are, who of them is well, whose turn it is. */
export class Pool implements Upstreams {
  readonly name: string;
  readonly settings: PoolSettings;
  readonly #logger: Logger;
  readonly #discovery: Discovery;
  readonly #ejection: Ejection;
  readonly #selection: Selection;
  #members: readonly Member[] = [];
  #timer: NodeJS.Timeout | undefined;
  #stopped = false;
  #refused = 0;
  #unresolved = '';

  constructor(name: string, settings: PoolSettings, { logger, resolve }: PoolDependencies) {
    this.name = name;
    this.settings = settings;
    this.#logger = logger;
    this.#selection = new Selection(settings);
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

  get total(): number {
    return this.settings.deadlines.total;
  }

  /** How often replicas have been ejected. */
  get ejections(): number {
    return this.#ejection.count;
  }

  state(key?: string): UpstreamsState {
    const next = this.#selection.peek(this.#members, ({ replica }) => replica.available, key);
    return {
      next: next?.replica.id,
      balancing: this.settings.balancing,
      rule: this.#selection.rule,
      replicas: this.replicas.map((replica) => describeReplica(replica)),
    };
  }

  get staying(): boolean {
    return this.#members.some(({ replica }) => replica.staying);
  }

  pick(ask: Ask): Pick | undefined {
    const { tried, repeatable } = ask;
    const free = (replica: Replica): boolean => tried.length === 0 || !tried.includes(replica);
    if (repeatable) {
      const probationer = this.#members.find(({ replica }) => replica.awaitsTrial && free(replica));
      if (probationer !== undefined && this.#mayTry(probationer, ask)) return onTrial(probationer.pick);
    }
    const next = (usable: (replica: Replica) => boolean): Member | undefined =>
      this.#selection.choose(
        this.#members,
        ({ replica }) => usable(replica) && free(replica) && replica.hasRoom,
        ask,
      );
    const member =
      next(({ staying }) => staying) ??
      next(({ available }) => available) ??
      next(({ ailment }) => ailment !== 'unreachable');
    return member?.pick;
  }

  accepts(ask: Ask): boolean {
    return this.#members.some(({ replica }) => replica.ailment !== 'unreachable' && isFree(replica, ask));
  }

  spare(ask: Ask): boolean {
    return this.#members.some(
      ({ replica }) => replica.available && isFree(replica, ask) && replica.connections.ready,
    );
  }

  shed(): boolean {
    const well = this.replicas.filter(({ available }) => available);
    if (well.length === 0 || well.some(({ hasRoom }) => hasRoom)) return false;
    for (const { limit } of well) limit.refused();
    this.#refused += 1;
    return true;
  }

  /** How many requests have been refused because everybody had enough to do. */
  get refused(): number {
    return this.#refused;
  }

  /** A request that belongs to somebody else who is well is not what a probation is passed with. */
  #mayTry(probationer: Member, ask: Ask): boolean {
    const { sticky } = this.settings;
    if (sticky === undefined) return true;
    const fits = (member: Member): boolean => member === probationer || member.replica.available;
    const wanted = this.#selection.wanted(this.#members, fits, ask.affinity(sticky));
    return wanted === undefined || wanted === probationer;
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
    for (const member of this.#members) member.retire();
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
      gone.retire();
    }
  }

  #admit(replica: Replica): Member {
    this.#logger.info({ pool: this.name, replica: replica.id }, 'replica found');
    const logger = this.#logger.child({ pool: this.name });
    const check = new HealthCheck(replica, this.settings.health, logger);
    check.start();
    replica.onSuspicion(() => check.hurry());
    replica.pulse.onDoubt(() => check.look());
    const pick = { replica, pool: this.name, settings: this.settings, judge: this.#ejection, trial: false };
    return new Member(pick, check);
  }
}

function isFree(replica: Replica, { tried }: Ask): boolean {
  return replica.hasRoom && !tried.includes(replica);
}

function onTrial(pick: Pick): Pick {
  pick.replica.onTrial = true;
  return { ...pick, trial: true };
}
