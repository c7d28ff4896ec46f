import { Agent, type ClientRequestArgs } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { affinityOf, type Sender } from '../balancing/affinity.ts';
import { connect } from '../pools/connector.ts';
import type { Replica } from '../pools/replica.ts';
import type { Pick, Upstreams } from '../pools/upstreams.ts';
import { codeOf, isUnreachable } from '../proxy/failures.ts';

/** Nobody of a pool can be connected to. */
export class NobodyError extends Error {
  readonly code = 'UNAVAILABLE';

  constructor(name: string) {
    super(`no replica of ${name} can be reached`);
    this.name = 'NobodyError';
  }
}

/** What is reported while a connection is looked for. */
export interface Search {
  readonly found: (pick: Pick, socket: Socket) => void;
  readonly failed: (pick: Pick, code: string) => void;
}

/** Finds a replica for one WebSocket: an agent of Node's HTTP client that connects to the first one that can be reached. */
export class ReplicaAgent extends Agent {
  readonly #upstreams: Upstreams;
  readonly #search: Search;
  readonly #sender: Sender;
  readonly #tried: Replica[] = [];

  constructor(upstreams: Upstreams, sender: Sender, search: Search) {
    super({ keepAlive: false });
    this.#sender = sender;
    this.#upstreams = upstreams;
    this.#search = search;
  }

  override createConnection(
    _options: ClientRequestArgs,
    callback?: (error: Error | null, stream: Duplex) => void,
  ): null {
    this.#connect((error, socket) => {
      if (callback === undefined) return;
      if (socket) callback(null, socket);
      else Reflect.apply(callback, undefined, [error]);
    });
    return null;
  }

  #connect(done: (error: Error | null, socket?: Socket) => void): void {
    const pick = this.#upstreams.pick({
      tried: this.#tried,
      repeatable: false,
      affinity: (sticky) => affinityOf(this.#sender, sticky),
    });
    if (pick === undefined) {
      done(new NobodyError(this.#upstreams.name));
      return;
    }
    const { replica, settings } = pick;
    const { host, port } = replica;
    connect({ host, port, timeout: settings.deadlines.connect, settleTime: 0 }, (error, socket) => {
      if (error === null) {
        if (socket === undefined) return;
        this.#search.found(pick, socket);
        done(null, socket);
        return;
      }
      this.#search.failed(pick, codeOf(error));
      if (isUnreachable({ error, progress: 'unsent' })) replica.ailing('unreachable');
      else pick.judge.failed(replica);
      this.#tried.push(replica);
      this.#connect(done);
    });
  }
}
