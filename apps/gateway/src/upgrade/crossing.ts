import type { Attempt } from '../proxy/attempt.ts';
import type { ExchangeRecord } from '../proxy/record.ts';
import { REFUSALS, type Refusal } from '../proxy/refusals.ts';
import { allFields, type AnswerHead } from '../wire/answer-head.ts';
import type { DetachedConnection } from './detached-connection.ts';
import { Tunnel } from './tunnel.ts';
import type { WebSockets } from './websockets.ts';

/** What the handshake of a WebSocket leads to, if the gateway and the replica agree: a tunnel. */
export class Crossing {
  readonly #connection: DetachedConnection;
  readonly #websockets: WebSockets;
  readonly #spoken: boolean;
  /** One listener does all this: a connection with many is taken for a leak. */
  readonly #afterwards: (() => void)[] = [];
  #opened = false;

  /** @param spoken whether it asks for the version of the protocol that there is */
  constructor(connection: DetachedConnection, websockets: WebSockets, spoken: boolean) {
    this.#connection = connection;
    this.#websockets = websockets;
    this.#spoken = spoken;
    connection.socket.on('close', () => {
      for (const action of this.#afterwards) action();
    });
  }

  /** Whether there is a tunnel, or was one. */
  get opened(): boolean {
    return this.#opened;
  }

  /** Takes a place among the WebSockets, of which there may be `most`; or answers why not. */
  admit(most: number): Refusal | undefined {
    if (!this.#spoken) return REFUSALS.upgradeRequired;
    if (!this.#websockets.reserve(most)) return REFUSALS.overloaded;
    this.afterwards(() => this.#websockets.free());
    return undefined;
  }

  /** Does something once the client's connection has ended. */
  afterwards(action: () => void): void {
    this.#afterwards.push(action);
  }

  /** Whether a replica's 101 switches to what it was asked for. */
  accepts(head: AnswerHead): boolean {
    return allFields(head).some(([name, value]) => UPGRADE.test(name) && WEBSOCKET.test(value));
  }

  /** The 101 has gone out: from here on it is a tunnel. */
  open(attempt: Attempt, record: ExchangeRecord): void {
    const { socket, response } = this.#connection;
    const tunnel = new Tunnel(socket, this.#connection.release(), record);
    this.#opened = true;
    attempt.handOver(tunnel);
    const { replica } = attempt.pick;
    replica.tunnels += 1;
    response.finish();
    this.#websockets.add(socket, tunnel);
    this.afterwards(() => {
      replica.tunnels -= 1;
      this.#websockets.remove(socket);
    });
  }
}

const UPGRADE = /^upgrade$/iu;
const WEBSOCKET = /^websocket$/iu;
