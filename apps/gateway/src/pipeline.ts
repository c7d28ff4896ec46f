import type { Socket } from 'node:net';
import type { ClientRequest } from './proxy/gateway-request.ts';
import type { ClientResponse } from './proxy/client-response.ts';

/** What answers requests. */
export type Listener = (request: ClientRequest, response: ClientResponse) => void;

/** The request that came last on a connection. */
export interface Latest {
  request: ClientRequest;
  response: ClientResponse;
  /** Requests of the connection that have come. */
  count: number;
  /** Those of them that have not begun. */
  waiting: number;
  /** What happens in the place of that request when its turn comes, because it could not be read to its end. */
  fault: (() => void) | undefined;
}

/** More requests than this do not wait on one connection: it is closed. */
const MOST_WAITING = 1000;

/**
 * Puts the requests of a connection in a row: one begins when the one before it has been answered, so that one client takes
 * one place, and what it asks happens in the order in which it asked (RFC 9112 §9.3.2). After an answer that ends the
 * connection none begins: what follows it cannot be trusted (§9.6). The answer to the last request that a connection may
 * make ends it.
 */
export class Pipeline {
  readonly #serve: Listener;
  readonly #most: () => number;
  readonly #latest = new WeakMap<Socket, Latest>();

  /** @param most - how many requests one connection may make */
  constructor(serve: Listener, most: () => number) {
    this.#serve = serve;
    this.#most = most;
  }

  /** The request that came last on a connection, begun or not. */
  latest(socket: Socket): Latest | undefined {
    return this.#latest.get(socket);
  }

  /** Takes a request that has come. */
  readonly add = (request: ClientRequest, response: ClientResponse): void => {
    const { socket } = request;
    const latest = this.#latest.get(socket);
    const count = (latest?.count ?? 0) + 1;
    if (count >= this.#most()) response.shouldKeepAlive = false;
    if (latest === undefined) {
      this.#latest.set(socket, { request, response, count, waiting: 0, fault: undefined });
      this.#serve(request, response);
      return;
    }
    latest.count = count;
    const before = latest.response;
    if (before.writableFinished) {
      latest.request = request;
      latest.response = response;
      if (before.shouldKeepAlive) this.#serve(request, response);
    } else this.#queue(latest, { request, response });
  };

  /** Does something once every request of the connection that has come has been answered; never if one ends the connection. */
  after(socket: Socket, action: () => void): void {
    const before = this.#latest.get(socket)?.response;
    if (before === undefined || before.writableFinished) action();
    else before.once('close', () => before.shouldKeepAlive && !socket.destroyed && action());
  }

  #queue(latest: Latest, { request, response }: Pick<Latest, 'request' | 'response'>): void {
    const { socket } = request;
    latest.waiting += 1;
    if (latest.waiting > MOST_WAITING) socket.destroy();
    else {
      this.after(socket, () => {
        latest.waiting -= 1;
        if (latest.waiting === 0 && latest.fault) latest.fault();
        else this.#serve(request, response);
      });
    }
    latest.request = request;
    latest.response = response;
  }
}
