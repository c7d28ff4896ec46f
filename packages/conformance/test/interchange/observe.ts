import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { FIN, type Probe } from './probe.ts';
import { type Response, readResponses, valueOf } from './responses.ts';

/** What became of a probe. */
export interface Observation {
  readonly responses: readonly Response[];
  /** Bytes that are no response. */
  readonly rest: string;
  /** `kept` when the connection answers one more request; `silent` when it neither answers nor ends. */
  readonly connection: 'kept' | 'closed' | 'reset' | 'silent';
}

const CANARY = 'canary-7f3a';
const CANARY_REQUEST = `GET /livez HTTP/1.1\r\nHost: canary.test\r\nX-Request-Id: ${CANARY}\r\n\r\n`;
/** How long a connection is quiet before it is asked for a sign of life, in milliseconds. */
const QUIET = 20;
/** When a connection that neither answers nor ends is given up, in milliseconds; longer than a service lingers. */
const PATIENCE = 2500;
const TICK = 2;

/**
 * Sends a probe to a port of this machine and watches what comes back, until the state of the connection is known. With
 * more `patience`, in milliseconds, the service's own is found out: nothing is sent that could disturb it.
 */
export async function observe(port: number, { steps }: Probe, patience = PATIENCE): Promise<Observation> {
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
  const wire = new Wire(socket);
  for (const step of steps) {
    if (step === FIN) socket.end();
    else if (typeof step === 'string') socket.write(step, 'latin1');
    else if ('wait' in step) await sleep(step.wait);
    else if ('meanwhile' in step) await step.meanwhile();
    else while (!wire.over && !step.heard.test(wire.received)) await sleep(TICK);
  }
  while (!wire.over && (wire.idle < QUIET || wire.torn)) await sleep(TICK);
  const reset = wire.reset;
  if (!wire.over && !steps.includes(FIN) && patience === PATIENCE) socket.write(CANARY_REQUEST);
  const asked = performance.now();
  while (!wire.over && !wire.alive && performance.now() - asked < patience) await sleep(TICK);
  socket.destroy();
  const { responses, rest } = readResponses(wire.received);
  const own = responses.filter(({ fields }) => valueOf(fields, 'x-request-id') !== CANARY);
  const kept = own.length < responses.length;
  return {
    responses: own,
    rest,
    connection: reset ? 'reset' : kept ? 'kept' : wire.over ? 'closed' : 'silent',
  };
}

/** What has come over a socket. */
class Wire {
  received = '';
  over = false;
  reset = false;
  #last = performance.now();

  constructor(socket: Socket) {
    socket.setEncoding('latin1');
    socket.on('data', (text: string) => {
      this.received += text;
      this.#last = performance.now();
    });
    socket.on('end', () => (this.over = true));
    socket.on('close', () => (this.over = true));
    socket.on('error', () => (this.reset = !this.over));
  }

  /** For how long nothing has come, in milliseconds. */
  get idle(): number {
    return performance.now() - this.#last;
  }

  /** Whether the last response is not complete yet. */
  get torn(): boolean {
    return readResponses(this.received).rest !== '';
  }

  /** Whether the answer to the canary is there. */
  get alive(): boolean {
    const at = this.received.lastIndexOf(CANARY);
    return at !== -1 && this.received.endsWith('}');
  }
}
