import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { answer } from './answers.ts';
import { Connections } from './connections.ts';
import type { Journal } from './journal.ts';
import type { Mode } from './mode.ts';

/** What a replica is made with. */
export interface ReplicaOptions {
  readonly journal: Journal;
  /** How it behaves at this moment. */
  readonly mode: () => Mode;
  /** Told when a client has left before its answer. */
  readonly left: () => void;
}

const CHECK = 'echo-gateway-health-check';
/** The path that is asked for the state of a replica, by whatever gateway. */
const HEALTH = '/health';

/** A replica that misbehaves on demand; it does not listen yet. */
export function createReplica({ journal, mode, left }: ReplicaOptions): Server {
  const connections = new Connections();
  const listener = (request: IncomingMessage, response: ServerResponse): void => {
    const { headers, socket, method = '', url } = request;
    const now = mode();
    const check = headers['user-agent'] === CHECK || url === HEALTH;
    connections.used(socket);
    response.on('close', () => {
      if (!response.writableFinished) left();
      else if (!socket.destroyed) connections.answered(socket, now);
    });
    if (!check) journal.note(method, String(headers['x-request-id']));
    if (now === 'hung') return;
    if (now === 'losing' && !check) {
      socket.destroy();
      return;
    }
    if (now === 'resetting') response.shouldKeepAlive = false;
    if (now === (check ? 'ill' : 'failing')) {
      request.resume().on('end', () => response.writeHead(500, { 'content-length': 0 }).end());
      return;
    }
    answer(request, response);
  };
  const server = createServer({ keepAliveTimeout: 0, requestTimeout: 0 }, listener);
  server.prependListener('connection', (socket) => connections.made(socket, mode()));
  return server;
}
