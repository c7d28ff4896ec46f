import type { RequestListener, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import type { EchoDependencies } from '../echo/dependencies.ts';
import { limitSockets } from '../http/limits.ts';
import { Connection, type Exchange } from './connection.ts';
import { type ParserError, problemOfParser } from './parser-error.ts';
import { problemFields } from './raw-answer.ts';
import type { HttpProblem } from './problem.ts';
import { METHOD_UNKNOWN } from './problems.ts';
import { locate } from './target.ts';

/** What a server needs besides the framework's request listener. */
type ServerDependencies = Pick<EchoDependencies, 'limits' | 'logger'>;

// Not imported: that would load all that node:http re-exports, WebSocket and fetch included, 40 ms on Node 26.
const http = process.getBuiltinModule('node:http');

/** Node's parser knows more, those of RTSP (llhttp), which no framework expects. */
const METHODS: ReadonlySet<string> = new Set(http.METHODS);

/**
 * The part of the aligned profile below the frameworks: what Node's HTTP server answers by itself, or differently when a
 * handler is synchronous and when it is not. It does not listen yet.
 *
 * - What is no HTTP is answered by a problem, after the answers that are still due.
 * - `Expect: 100-continue` reaches the framework, which decides before the body is sent.
 * - Paths are spelled as routes are, before a router decodes them in its own way or fails to.
 * - A missing `Host` reaches the framework, which answers like any other refusal.
 */
export function alignedServer({ limits, logger }: ServerDependencies, listener: RequestListener): Server {
  const connections = new WeakMap<Duplex, Connection>();

  function serve({ request, response }: Exchange): void {
    if (!METHODS.has(request.method ?? '')) {
      response.writeHead(METHOD_UNKNOWN.statusCode, problemFields(METHOD_UNKNOWN)).end(METHOD_UNKNOWN.body);
      return;
    }
    // Node's parser takes nothing more after an upgrade that nobody made; the client would wait for ever.
    if (request.headers.upgrade !== undefined) response.shouldKeepAlive = false;
    const { url } = locate(request.url ?? '');
    // Where both frameworks look for a target that was rewritten.
    if (url !== request.url) Object.assign(request, { originalUrl: request.url, url });
    listener(request, response);
  }
  const server = http.createServer({ ...limits, requireHostHeader: false }, (request, response) => {
    connections.get(request.socket)?.serve({ request, response }, serve);
  });
  limitSockets(server, limits);

  function refuse(socket: Duplex, problem: HttpProblem): void {
    const connection = connections.get(socket);
    if (connection === undefined || connection.ended) return;
    logger.info({ status: problem.statusCode, client_ip: connection.peer }, 'refused');
    // Not before every handler that can answer at once has done so: some need a microtask, some do not.
    setImmediate(() => connection.refuse(problem));
  }

  server.on('connection', (socket) => connections.set(socket, new Connection(socket)));
  server.on('clientError', (error: ParserError, socket) => {
    const problem = problemOfParser(error);
    if (problem === undefined) socket.destroy();
    else refuse(socket, problem);
  });
  server.on('connect', (_request, socket) => {
    socket.on('error', () => socket.destroy());
    refuse(socket, METHOD_UNKNOWN);
  });
  for (const event of ['checkContinue', 'checkExpectation'])
    server.on(event, (request, response) => server.emit('request', request, response));
  return server;
}
