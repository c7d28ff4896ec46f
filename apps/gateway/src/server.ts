import { createServer, type Server, type ServerResponse, STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { SERVICE_LIMITS } from '@echo-twins/shared/http/limits';
import { requestId } from '@echo-twins/shared/http/request-id';
import type { Logger } from '@echo-twins/shared/logging/logger';
import { problem } from './proxy/answer.ts';
import { GatewayRequest } from './proxy/gateway-request.ts';
import { REFUSALS, type Refusal } from './proxy/refusals.ts';

/** What answers requests. */
export type Listener = (request: GatewayRequest, response: ServerResponse) => void;

/** The HTTP server in front; it does not listen yet. */
export function createFront(listener: Listener, logger: Logger): Server {
  const answering = new Map<Socket, ServerResponse>();
  const options = {
    ...SERVICE_LIMITS,
    // An upload may take as long as it moves; how fast it has to move is the exchange's business.
    requestTimeout: 0,
    IncomingMessage: GatewayRequest,
  };
  const server = createServer<typeof GatewayRequest>(options, (request, response) => {
    const { socket } = request;
    answering.set(socket, response);
    response.on('close', () => answering.delete(socket));
    listener(request, response);
  });
  // Bounded by size, not by number: beyond 2000 Node would silently drop fields.
  server.maxHeadersCount = 0;
  server.on('checkContinue', (request: GatewayRequest, response: ServerResponse) => {
    server.emit('request', request, response);
  });
  server.on('checkExpectation', (request: GatewayRequest, response: ServerResponse) => {
    server.emit('request', request, response);
  });
  server.on('connect', (_request, socket: Socket) => refuseRaw(socket, REFUSALS.methodNotAllowed));
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Socket) => {
    const refusal = FAULTS[error.code ?? ''] ?? REFUSALS.badRequest;
    const response = answering.get(socket);
    // Half an answer cannot be turned into another one; breaking it off is all that is left.
    if (!socket.writable || error.code === 'ECONNRESET' || response?.headersSent) {
      socket.destroy();
      return;
    }
    const id = refuseRaw(socket, refusal);
    logger.info(
      { request_id: id, status: refusal.status, fault: error.code ?? error.message },
      'request refused',
    );
  });
  return server;
}

const FAULTS: Readonly<Record<string, Refusal>> = {
  HPE_HEADER_OVERFLOW: REFUSALS.headersTooLarge,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: REFUSALS.bodyTooLarge,
  ERR_HTTP_REQUEST_TIMEOUT: REFUSALS.requestTimeout,
};

/** Answers on a socket that Node has given up on, and closes it. Answers the request id. */
function refuseRaw(socket: Socket, refusal: Refusal): string {
  const id = requestId(undefined);
  const { status, type, body, fields = [] } = problem({ ...refusal, close: true }, id);
  const lines = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
    `content-type: ${type}`,
    `x-request-id: ${id}`,
  ];
  for (let index = 0; index < fields.length; index += 2) lines.push(`${fields[index]}: ${fields[index + 1]}`);
  lines.push(`content-length: ${Buffer.byteLength(body)}`, '', body);
  socket.end(lines.join('\r\n'));
  return id;
}
