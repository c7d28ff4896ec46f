import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import { createServer as createTcpServer, type Socket } from 'node:net';
import { type Listening, listening, type Place } from './listening.ts';

/** A server that stands in for a replica. */
export interface Upstream extends Listening {
  /** Every request it received, health checks left out, in order. */
  readonly requests: IncomingMessage[];
}

/** What it answers when asked for its health; undefined for nothing at all. */
export interface Health {
  readonly health?: () => number | undefined;
}

/** An HTTP server that answers health checks by itself and everything else as told. */
export async function startUpstream(
  listener: RequestListener,
  { health = () => 200, ...place }: Place & Health = {},
): Promise<Upstream & { readonly server: Server }> {
  const requests: IncomingMessage[] = [];
  const server = createServer({ keepAliveTimeout: 65_000, requireHostHeader: false }, (request, response) => {
    if (request.headers['user-agent'] === 'echo-gateway-health-check') {
      const status = health();
      if (status !== undefined) response.writeHead(status).end('{}');
      return;
    }
    requests.push(request);
    listener(request, response);
  });
  return { ...(await listening(server, place)), requests, server };
}

/** A TCP server that says what it likes; health checks are answered, so that the gateway believes in it. */
export async function startRawUpstream(talk: (socket: Socket, head: string) => void, place: Place = {}) {
  const heads: string[] = [];
  const server = createTcpServer((socket) => {
    socket.on('error', () => undefined);
    let received = '';
    socket.on('data', (chunk) => {
      received += chunk.toString('latin1');
      const end = received.indexOf('\r\n\r\n');
      if (end === -1) return;
      const head = received.slice(0, end);
      received = '';
      if (head.includes('echo-gateway-health-check')) {
        socket.end('HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n');
        return;
      }
      heads.push(head);
      talk(socket, head);
    });
  });
  return { ...(await listening(server, place)), heads };
}
