import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import type { Pipeline } from '../pipeline.ts';
import { SWITCHING } from '../wire/answer-reader.ts';

/** When a client that has been sent a probe is first looked at, in milliseconds; then after twice that time, and so on. */
const FIRST_LOOK = 2;
/** After that long, in milliseconds, it would have reset the connection if it had left. */
const LAST_LOOK = 1000;

/**
 * Lets a client end its side of the connection once its request is complete, and still answers it (RFC 9112 §9.6), as
 * `nc -N` and many scripts need. Such a client cannot be told from one that has left until something is sent to it: who has
 * left resets the connection then. So a client of whose answer nothing goes out within `patience()` ms, although it has taken
 * all there was, is sent something that means nothing: an interim answer. One that cannot be given that has left.
 */
export function answerHalfClosed(
  server: Server,
  pipeline: Pick<Pipeline, 'latest'>,
  patience: () => number,
): void {
  // Undocumented; without it, Node ends the connection with the answer still due.
  Object.assign(server, { httpAllowHalfOpen: true });
  server.on('connection', (socket) => {
    socket.on('end', () => {
      const { bytesWritten } = socket;
      let timer = setTimeout(() => {
        const tunnel = pipeline.latest(socket)?.response.statusCode === SWITCHING;
        const asked = socket.bytesWritten !== bytesWritten || socket.writableLength > 0;
        if (asked || tunnel) return;
        if (probe(pipeline, socket)) look(FIRST_LOOK);
        else socket.destroy();
      }, patience());
      const look = (time: number): void => {
        timer = setTimeout(() => {
          if (!socket.writable) return;
          // Nobody reads any more, so a reset goes unnoticed until something is written, be it nothing.
          socket.write('');
          if (time < LAST_LOOK) look(2 * time);
        }, time);
      };
      socket.on('close', () => clearTimeout(timer));
    });
  });
}

/**
 * Sends 100 (Continue), which every client of HTTP/1.1 has to be ready for, also when it has not asked for it (RFC 9110
 * §15.2.1). Not to one that is in the middle of a request or of its answer.
 */
function probe(pipeline: Pick<Pipeline, 'latest'>, socket: Socket): boolean {
  const { request, response, waiting } = pipeline.latest(socket) ?? {};
  if (request?.complete !== true || request.httpVersionMinor === 0) return false;
  if (response === undefined || response.headersSent || waiting !== 0) return false;
  response.writeContinue();
  return true;
}
