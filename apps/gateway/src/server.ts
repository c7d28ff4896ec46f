import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { plainAddress } from '@echo-twins/shared/http/client-address';
import { SERVICE_LIMITS } from '@echo-twins/shared/http/limits';
import { requestId } from '@echo-twins/shared/http/request-id';
import type { Logger } from '@echo-twins/shared/logging/logger';
import type { GatewayConfig } from './config/schema.ts';
import { FrontServer } from './fast-path/front-server.ts';
import { faultOf, type ParserError } from './fault.ts';
import type { Pipeline } from './pipeline.ts';
import { GatewayRequest } from './proxy/gateway-request.ts';
import { GatewayResponse } from './proxy/gateway-response.ts';
import { refuseRaw } from './proxy/raw-answer.ts';
import { mostConnections } from './open-files.ts';
import { readHandshake } from './upgrade/handshake.ts';

/** Who is told of requests that cannot be read. */
export interface Observer {
  readonly logger: Logger;
  /** Of each that nobody else has been told of, the status of its answer. */
  readonly unread: (status: number) => void;
}

/** The HTTP server in front; it does not listen yet. */
export function createFront(pipeline: Pipeline, { logger, unread }: Observer): FrontServer {
  const options = {
    ...SERVICE_LIMITS,
    // An upload may take as long as it moves; how fast it has to move is the exchange's business.
    requestTimeout: 0,
    // A request without one is refused like any other, with a word why and a line in the log.
    requireHostHeader: false,
    IncomingMessage: GatewayRequest,
    ServerResponse: GatewayResponse,
    // From Node 24 on; before, every upgrade is handed over, and given back by whoever it is handed to.
    shouldUpgradeCallback: (request: IncomingMessage) => readHandshake(request) !== 'other',
  };
  const server = new FrontServer(options).on('request', (request, response) => {
    // Behind a request whose upgrade was refused, Node forgets what it has read, and would go on in the middle of something.
    if (request instanceof GatewayRequest && request.headers.upgrade !== undefined) {
      response.shouldKeepAlive = false;
    }
    pipeline.add(request, response);
  });
  // Bounded by size, not by number: beyond 2000 Node would silently drop fields.
  server.maxHeadersCount = 0;
  // With a listener of their own they are not answered before the request has been looked at.
  for (const event of ['checkContinue', 'checkExpectation'] as const) {
    server.on(event, (request: GatewayRequest, response: GatewayResponse) => {
      server.emit('request', request, response);
    });
  }
  const refused = new WeakSet<Socket>();
  server.on('clientError', (error: ParserError, socket: Socket) => {
    const latest = pipeline.latest(socket);
    const { request, response } = latest ?? {};
    // After an answer that ends the connection there are no more requests, whatever the bytes (RFC 9112 §9.6).
    if (response?.writableEnded && !response.shouldKeepAlive) return;
    // The parser finds fault with everything that comes behind the first fault.
    if (refused.has(socket) && error.code !== 'ECONNRESET') return;
    if (!socket.writable || error.code === 'ECONNRESET') {
      socket.destroy();
      return;
    }
    refused.add(socket);
    const refusal = faultOf(error);
    const refuse = (): void => {
      if (!socket.writable) return;
      const id = requestId(undefined);
      const client = plainAddress(socket.remoteAddress);
      const fault = error.code ?? error.message;
      logger.info({ client_ip: client, request_id: id, status: refusal.status, fault }, 'bad request');
      refuseRaw(socket, refusal, id);
    };
    const refuseUnread = (): void => {
      if (socket.writable) unread(refusal.status);
      refuse();
    };
    if (response === undefined || response.writableFinished) refuseUnread();
    else if (request?.complete) pipeline.after(socket, refuseUnread);
    else if (latest && latest.waiting > 0) latest.fault = refuseUnread;
    // In the middle of a body: half an answer cannot be turned into another one, and none must follow.
    else if (response.headersSent) socket.destroy();
    else if (request?.exchange && error.code !== ENDED) request.exchange.bodyRefused(refusal);
    else {
      request?.exchange?.cancel();
      refuse();
    }
  });
  return server;
}

/** The client has ended its side in the middle of a request: it has most likely left. */
const ENDED = 'HPE_INVALID_EOF_STATE';

/** Applies what can be changed while the server runs. */
export function applyLimits(server: FrontServer, limits: GatewayConfig['limits']): void {
  server.maxConnections = Math.min(limits.connections, mostConnections());
  server.headersTimeout = limits.headerTime;
  server.keepAliveTimeout = limits.keepAlive;
}
