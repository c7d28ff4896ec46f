import { Server, type ServerOptions } from 'node:http';
import type { Socket } from 'node:net';
import type { ClientRequest, GatewayRequest } from '../proxy/gateway-request.ts';
import type { GatewayResponse } from '../proxy/gateway-response.ts';
import { linger } from '../proxy/linger.ts';
import { PlainConnection, type PlainHost } from './plain-connection.ts';
import type { PlainResponse } from './plain-response.ts';

type Options = ServerOptions<typeof GatewayRequest, typeof GatewayResponse>;

/** How often connections are looked at that have nothing to do, in milliseconds. */
const LOOK = 500;

/**
 * Node's HTTP server with a shorter way for plain requests: they are read, answered and told as `request` events without its
 * parser and streams, at half the cost. Every connection begins on that way and goes over to Node's at the first bytes that
 * are not plain (docs/decisions/0120).
 */
export class FrontServer extends Server<typeof GatewayRequest, typeof GatewayResponse> implements PlainHost {
  readonly #plain = new Set<PlainConnection>();
  readonly #parse: (socket: Socket) => void;
  #watch: NodeJS.Timeout | undefined;

  constructor(options: Options) {
    super(options);
    // Node's own listener is what reads a connection with its parser.
    const listeners = this.rawListeners('connection');
    this.#parse = (socket) => {
      for (const listener of listeners) Reflect.apply(listener, this, [socket]);
    };
    this.removeAllListeners('connection');
    this.on('connection', (socket) => {
      socket.destroySoon = () => lingerOnce(socket);
      this.#take(socket);
    });
  }

  get keepAliveSeconds(): number {
    return Math.floor(this.keepAliveTimeout / 1000);
  }

  serve(request: ClientRequest, response: PlainResponse): void {
    this.emit('request', request, response);
  }

  /** Takes a connection back that Node's parser has left. */
  readmit(socket: Socket): void {
    this.#take(socket);
  }

  handOver(connection: PlainConnection, bytes: Buffer): void {
    const { socket, ended } = connection;
    this.#giveUp(connection);
    // Told again, not put back: nothing can come in between, and a stream that has ended takes nothing back.
    socket.emit('data', bytes);
    if (ended) socket.emit('end');
    else process.nextTick(() => process.nextTick(keepPaused, socket));
  }

  closed(connection: PlainConnection): void {
    this.#plain.delete(connection);
  }

  override closeIdleConnections(): void {
    super.closeIdleConnections();
    for (const connection of this.#plain)
      if (connection.used && !connection.busy) connection.socket.destroy();
  }

  override closeAllConnections(): void {
    super.closeAllConnections();
    for (const { socket } of this.#plain) socket.destroy();
  }

  #take(socket: Socket): void {
    this.#plain.add(new PlainConnection(socket, this));
    this.#watch ??= setInterval(() => this.#look(), LOOK).unref();
  }

  /** From now on the connection is Node's. */
  #giveUp(connection: PlainConnection): void {
    this.closed(connection);
    connection.release();
    this.#parse(connection.socket);
  }

  #look(): void {
    const now = performance.now();
    for (const connection of this.#plain) {
      const { busy, used, idleSince } = connection;
      const patience = used ? this.keepAliveTimeout : this.headersTimeout;
      // As with Node, 0 is for ever.
      if (busy || patience === 0 || now - idleSince <= patience) continue;
      if (used) connection.end();
      else {
        this.#giveUp(connection);
        // Node's listener makes a `clientError` of it.
        connection.socket.emit('error', new SilentError());
      }
    }
    if (this.#plain.size > 0) return;
    clearInterval(this.#watch);
    this.#watch = undefined;
  }
}

/**
 * Ends a connection after its last answer. Node would close it as soon as the answer is out: what the client has sent ahead then
 * resets it, and takes what it has not read yet of the answer.
 */
function lingerOnce(socket: Socket): void {
  if (!socket.writableEnded) linger(socket);
}

/**
 * A stream reads on behind the event or the resumption that a connection is handed over in, though the parser has paused it
 * meanwhile, and says no second time that it is paused. What comes would not be held back any more, and would come before what
 * the stream still holds.
 */
function keepPaused(socket: Socket): void {
  if (socket.isPaused()) socket.emit('pause');
}

/** A client has connected and said nothing. */
class SilentError extends Error {
  readonly code = 'ERR_HTTP_REQUEST_TIMEOUT';

  constructor() {
    super('no request');
    this.name = 'SilentError';
  }
}
