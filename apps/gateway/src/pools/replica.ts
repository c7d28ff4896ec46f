import { createHash, createHmac } from 'node:crypto';
import type { PoolSettings } from '../config/pool-schema.ts';
import { hash } from '../balancing/rendezvous.ts';
import { authority } from '../config/upstream-urls.ts';
import { AdaptiveLimit } from '../overload/adaptive-limit.ts';
import { Pulse } from '../overload/pulse.ts';
import type { ConnectionSettings } from './connection.ts';
import { Connections } from './connections.ts';

/** What replicas are made with. */
export type ReplicaSettings = ConnectionSettings & Pick<PoolSettings, 'overload' | 'sticky'>;

/** Where a replica is. */
export interface Address {
  readonly host: string;
  readonly port: number;
  /** How much of the work it is to have, compared with the others; 1 unless something is said. */
  readonly weight?: number;
}

/** Why a replica is not used: nobody listens, or it says itself that it is not well. */
export type Ailment = 'unreachable' | 'unhealthy';

/** What the requests it was sent say of a replica. */
export type Standing = 'good' | 'ejected' | 'probation';

/** One process of a pool, and what is known of its health. */
export class Replica {
  readonly id: string;
  readonly host: string;
  readonly port: number;
  readonly weight: number;
  /** What tells it from the others where requests are shared by a hash. */
  readonly seed: number;
  readonly connections: Connections;
  /** How many requests it may be asked at a time. */
  readonly limit: AdaptiveLimit;
  /** How quickly it answers its health check. */
  readonly pulse: Pulse;
  /** Requests that failed in a row. */
  failures = 0;
  /** Requests that it is answering. */
  inFlight = 0;
  /** Those of them whose answer has not begun. */
  awaited = 0;
  /** WebSockets. */
  tunnels = 0;
  /** Whether its name leads to it now; otherwise it is kept because nobody knows better. */
  named = true;
  /** Who answers there, as far as it says. */
  identity: string | undefined;
  /** Whether its probation request is on the way. */
  onTrial = false;
  readonly #calm: number;
  readonly #secret: string | undefined;
  #token: string | undefined;
  #keeps = false;
  #leaving = false;
  #ailment: Ailment | undefined;
  #standing: Standing = 'good';
  #ejections = 0;
  #sentence: NodeJS.Timeout | undefined;
  #suspected: (() => void) | undefined;

  constructor({ host, port, weight = 1 }: Address, settings: ReplicaSettings) {
    this.host = host;
    this.port = port;
    this.weight = weight;
    this.id = authority(host, port);
    this.seed = hash(this.id);
    this.connections = new Connections({ host, port }, settings);
    const { max, queue } = settings.connections;
    const { by, ...terms } = settings.overload;
    const pulse = new Pulse(terms);
    const confirmed = { health: () => pulse.isSlow(), answers: () => true, none: () => false };
    this.pulse = pulse;
    this.limit = new AdaptiveLimit({ ...terms, most: max + queue, confirmed: confirmed[by] });
    this.#calm = terms.floor;
    this.#secret = settings.sticky?.secret;
  }

  /**
   * What a client may know of it, the same in every gateway. Its address can be found from it by trying all there are, unless
   * the pool has a secret.
   */
  get token(): string {
    return (this.#token ??= digest(this.id, this.#secret));
  }

  /** Undefined while it is well. A new replica is taken to be: the first request finds out, and is retried elsewhere. */
  get ailment(): Ailment | undefined {
    return this.#ailment;
  }

  get standing(): Standing {
    return this.#standing;
  }

  /** How often it has been ejected since it last was in good standing. */
  get ejections(): number {
    return this.#ejections;
  }

  /** Whether it has so little to do that nothing takes longer because of it. */
  get calm(): boolean {
    return this.awaited <= this.#calm;
  }

  /** Whether it can be asked more. */
  get hasRoom(): boolean {
    return this.awaited < this.limit.limit;
  }

  /** Whether it may be sent any request. */
  get available(): boolean {
    return this.#ailment === undefined && this.#standing === 'good';
  }

  /** Whether it is well and gives no sign that it is about to end. */
  get staying(): boolean {
    return this.available && !this.#leaving;
  }

  /** In one word, what is thought of it. */
  get state(): 'well' | Ailment | Exclude<Standing, 'good'> {
    return this.#ailment ?? (this.#standing === 'good' ? 'well' : this.#standing);
  }

  /** Whether it waits for a request to prove itself with. */
  get awaitsTrial(): boolean {
    return this.#standing === 'probation' && this.#ailment === undefined && !this.onTrial;
  }

  /** It has answered its health check well often enough. */
  recovered(): void {
    // Who was unreachable has most likely been started again since.
    if (this.#ailment === 'unreachable') this.connections.forget();
    this.#ailment = undefined;
  }

  /** It has not answered, or badly. */
  ailing(ailment: Ailment): void {
    this.#ailment = ailment;
  }

  /** It is not used for `time` ms, then on probation. */
  eject(time: number): void {
    this.#standing = 'ejected';
    this.#ejections += 1;
    this.onTrial = false;
    clearTimeout(this.#sentence);
    this.#sentence = setTimeout(() => (this.#standing = 'probation'), time);
    this.#sentence.unref();
  }

  /** It has passed its probation. */
  readmit(): void {
    clearTimeout(this.#sentence);
    this.#standing = 'good';
    this.#ejections = 0;
    this.onTrial = false;
  }

  /** Has somebody told when there are signs that the replica is about to go. */
  onSuspicion(ask: () => void): void {
    this.#suspected = ask;
  }

  /**
   * It has answered, and keeps the connection or closes it. One that has always kept them and now closes one is draining:
   * what is sent to it from now on may meet a connection that is just being closed, and a POST would be lost there.
   */
  kept(connection: boolean): void {
    if (!connection && this.#keeps) {
      this.#leaving = true;
      this.#suspected?.();
    }
    this.#keeps = connection;
  }

  /** It has answered its regular health check well. */
  stays(): void {
    this.#leaving = false;
  }

  /** It is not part of its pool any more. */
  retire(): void {
    clearTimeout(this.#sentence);
    this.connections.close();
  }
}

function digest(text: string, secret: string | undefined): string {
  const hashed = secret === undefined ? createHash('sha256') : createHmac('sha256', secret);
  return hashed.update(text).digest('hex').slice(0, 16);
}
