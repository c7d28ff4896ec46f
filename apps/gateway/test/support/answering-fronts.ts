import type { Socket } from 'node:net';
import { PlainRequest } from '../../src/fast-path/plain-request.ts';
import type { ClientResponse } from '../../src/proxy/client-response.ts';
import type { ClientRequest } from '../../src/proxy/gateway-request.ts';
import { begin, startFront } from './front.ts';

const wayOf = (request: ClientRequest): string => (request instanceof PlainRequest ? 'plain' : 'node');

/** A front server that says what it was asked, with the body, and by which way. */
export async function startEchoFront() {
  const ways: string[] = [];
  const sockets: Socket[] = [];
  const front = await startFront((request, response) => {
    ways.push(wayOf(request));
    const { url = '' } = request;
    const say = (body: string): void => {
      begin(response, 200, 'OK', ['content-length', String(url.length + body.length + 3)]);
      response.end(`<${url} ${body}>`, 'latin1');
    };
    if (request instanceof PlainRequest) say(request.body);
    else {
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => parts.push(part));
      request.on('end', () => say(Buffer.concat(parts).toString('latin1')));
    }
  });
  front.server.on('connection', (socket) => sockets.push(socket));
  return { ...front, ways, sockets };
}

/** A front server whose answers are given by the test. */
export async function startPatientFront() {
  const open: { request: ClientRequest; response: ClientResponse }[] = [];
  const front = await startFront((request, response) => open.push({ request, response }));
  // As in the gateway: a client that has ended its side is answered.
  Object.assign(front.server, { httpAllowHalfOpen: true });
  const answer = (index: number): void => {
    const { request, response } = open[index] ?? {};
    if (response) begin(response, 200, 'OK', ['content-length', String(request?.url?.length)]);
    response?.end(request?.url ?? '', 'latin1');
  };
  return { ...front, open, answer };
}
