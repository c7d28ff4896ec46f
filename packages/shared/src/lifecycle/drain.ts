import type { Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** How long draining may take, in milliseconds. */
export interface DrainTimes {
  /** How long new requests are still taken, answered with `Connection: close`, so that balancers can notice. */
  readonly delay: number;
  /** When requests that are still unanswered are cut off; counted from the start, the delay included. */
  readonly timeout: number;
}

/** What draining came to. */
export interface Drained {
  /** Requests that were in flight when draining began. */
  readonly inFlight: number;
  /** Requests cut off because the time was over, and connections that were speaking another protocol still. */
  readonly cut: number;
}

/** How often to look whether everything is done, in milliseconds. */
const POLL = 20;
/** The status behind which a connection speaks another protocol (RFC 9110 §15.2.2). */
const SWITCHING = 101;
/** How long half a request head is waited for once nothing is in flight, in milliseconds. */
const PARTIAL = 1000;

/**
 * Lets an HTTP server end without losing a request. `server.close()` alone never returns while keep-alive connections
 * are in use; here each answer says `Connection: close` from the first moment, idle connections and those that have
 * never said a word are closed once the delay is over, and what is left at the timeout is destroyed.
 */
export function drainable(server: Server): (times: DrainTimes) => Promise<Drained> {
  /**
   * The answers that were due when the last request came, by connection. No listener a request keeps this up to date:
   * Node tells a queued answer nothing when its connection is lost, and a listener costs each request a microsecond.
   */
  const sockets = new Map<Socket, ServerResponse[]>();
  let draining = false;

  server.on('connection', (socket) => {
    sockets.set(socket, []);
    socket.on('close', () => sockets.delete(socket));
  });
  server.prependListener('request', ({ socket }, response: ServerResponse) => {
    if (draining) response.shouldKeepAlive = false;
    const answers = sockets.get(socket);
    // They go out in order: when the last one has, all have. Only a pipeline has more than one.
    if (answers?.at(-1)?.closed === false) answers.push(response);
    else if (answers) sockets.set(socket, [response]);
  });

  const due = (): ServerResponse[] => [...sockets.values()].flat().filter(({ closed }) => !closed);

  const switched = (): number =>
    [...sockets.values()].filter((answers) => answers.at(-1)?.statusCode === SWITCHING).length;

  function closeIdle(): void {
    server.closeIdleConnections();
    // A connection that has sent nothing is not idle for Node (nodejs/node#43522), but nobody waits for it.
    for (const socket of sockets.keys()) if (socket.bytesRead === 0) socket.destroy();
  }

  /** Waits until every connection is gone, or the time is over. */
  async function emptied(deadline: number): Promise<void> {
    let busy = performance.now();
    while (sockets.size > 0 && performance.now() < deadline) {
      closeIdle();
      if (due().length > 0) busy = performance.now();
      // Upgraded connections are not Node's any more: it leaves them alone, and they have until the deadline.
      else if (performance.now() - busy > PARTIAL) server.closeAllConnections();
      await sleep(POLL);
    }
  }

  return async ({ delay, timeout }) => {
    const deadline = performance.now() + timeout;
    const inFlight = due().length;
    draining = true;
    for (const answers of sockets.values()) {
      const last = answers.at(-1);
      // Only the last answer of a pipeline closes: one before it would take the connection away from the others.
      if (last && !last.headersSent) last.shouldKeepAlive = false;
    }
    await sleep(Math.min(delay, timeout));
    if (server.listening) server.close();
    await emptied(deadline);
    const cut = due().length + switched();
    for (const socket of sockets.keys()) socket.destroy();
    // What they leave behind, such as a line in the access log, comes before the end.
    while (sockets.size > 0) await sleep(1);
    return { inFlight, cut };
  };
}
