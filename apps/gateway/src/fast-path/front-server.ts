import { Server, type ServerOptions } from 'node:http';
import type { Socket } from 'node:net';
import type { ClientRequest, GatewayRequest } from '../proxy/gateway-request.ts';
import type { GatewayResponse } from '../proxy/gateway-response.ts';
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
    this.on('connection', (socket) => this.#take(socket));
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
    const { socket } = connection;
    this.closed(connection);
    connection.release();
    socket.unshift(bytes);
    this.#parse(socket);
    socket.resume();
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

  #look(): void {
    const now = performance.now();
    for (const connection of this.#plain) {
      const { busy, used, idleSince, socket } = connection;
      if (busy) continue;
      if (used && now - idleSince > this.keepAliveTimeout) socket.destroySoon();
      else if (!used && now - idleSince > this.headersTimeout) {
        this.closed(connection);
        connection.release();
        this.emit('clientError', new SilentError(), socket);
      }
    }
    if (this.#plain.size > 0) return;
    clearInterval(this.#watch);
    this.#watch = undefined;
  }
}

/** A client has connected and said nothing. */
class SilentError extends Error {
  readonly code = 'ERR_HTTP_REQUEST_TIMEOUT';

  constructor() {
    super('no request');
    this.name = 'SilentError';
  }
}
