import type { Duplex } from 'node:stream';
import type { FrontServer } from '../fast-path/front-server.ts';
import type { Pipeline } from '../pipeline.ts';
import type { GatewayRequest } from '../proxy/gateway-request.ts';
import { Crossing } from './crossing.ts';
import { DetachedConnection } from './detached-connection.ts';
import { readHandshake } from './handshake.ts';
import { serveAsPlain } from './plain.ts';
import type { WebSockets } from './websockets.ts';

/**
 * Takes care of the requests with which Node's parser leaves a connection. The handshake of a WebSocket and CONNECT are
 * requests like any other, whose answers are the last on their connections; any other upgrade is ignored.
 */
export function acceptUpgrades(server: FrontServer, pipeline: Pipeline, websockets: WebSockets): void {
  server.on('connect', (request: GatewayRequest, duplex: Duplex, head: Buffer) => {
    const { socket } = request;
    if (duplex === socket) server.serve(request, new DetachedConnection({ socket, head }).response);
    else duplex.destroy();
  });
  server.on('upgrade', (request, duplex, head) => {
    const { socket } = request;
    const kind = readHandshake(request);
    // Node says Duplex; of a server that speaks TCP it is the request's own socket.
    if (duplex !== socket) duplex.destroy();
    else if (kind === 'other') {
      socket.on('error', () => socket.destroy());
      pipeline.after(socket, () => serveAsPlain(server, request, { socket, head }));
    } else {
      const connection = new DetachedConnection({ socket, head });
      request.crossing = new Crossing(connection, websockets, kind === 'websocket');
      server.serve(request, connection.response);
    }
  });
}
