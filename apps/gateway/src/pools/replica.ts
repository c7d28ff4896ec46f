import { authority } from '../config/upstream-urls.ts';
import { Connections, type ConnectionSettings } from './connections.ts';

/** Where a replica is. */
export interface Address {
  readonly host: string;
  readonly port: number;
}

/** Why a replica is not used: nobody listens, or it says itself that it is not well. */
export type Ailment = 'unreachable' | 'unhealthy';

/** One process of a pool, and what is known of its health. */
export class Replica {
  readonly id: string;
  readonly host: string;
  readonly port: number;
  readonly connections: Connections;
  #ailment: Ailment | undefined;
  #keeps = false;
  #leaving = false;

  constructor({ host, port }: Address, settings: ConnectionSettings) {
    this.host = host;
    this.port = port;
    this.id = authority(host, port);
    this.connections = new Connections(`http://${this.id}`, settings);
  }

  /** Undefined while it is well. A new replica is taken to be: the first request finds out, and is retried elsewhere. */
  get ailment(): Ailment | undefined {
    return this.#ailment;
  }

  /** Whether it may be sent requests. */
  get available(): boolean {
    return this.#ailment === undefined;
  }

  /** Whether it is well and gives no sign that it is about to end. */
  get staying(): boolean {
    return this.available && !this.#leaving;
  }

  /**
   * It has answered, and keeps the connection or closes it. One that has always kept them and now closes one is draining:
   * what is sent to it from now on may meet a connection that is just being closed, and a POST would be lost there.
   */
  kept(connection: boolean): void {
    if (!connection && this.#keeps) this.#leaving = true;
    this.#keeps = connection;
  }

  /** It has answered its health check well. */
  stays(): void {
    this.#leaving = false;
  }

  /** It has answered its health check well often enough. */
  recovered(): void {
    this.#ailment = undefined;
  }

  /** It has not answered, or badly. */
  ailing(ailment: Ailment): void {
    this.#ailment = ailment;
  }
}
