import type { Socket } from 'node:net';
import type { Sender } from '../balancing/affinity.ts';
import type { Upstreams } from '../pools/upstreams.ts';
import { DeadlineError } from '../proxy/failures.ts';
import { createRecord } from '../proxy/record.ts';
import { REFUSALS, type Refusal } from '../proxy/refusals.ts';
import { NobodyError, ReplicaAgent } from './replica-agent.ts';
import { Tunnel } from './tunnel.ts';

const SWITCHING = 101;

/** A WebSocket handshake on its way to a replica. */
export class Crossing {
  readonly record = createRecord();
  readonly agent: ReplicaAgent;
  readonly client: Socket;
  /** The connection to the replica, once there is one. */
  replica: Socket | undefined;
  status = 0;
  readonly #refuse: (refusal: Refusal) => void;
  readonly #opened: (tunnel: Tunnel) => void;

  constructor(client: Socket, upstreams: Upstreams, { sender, refuse, opened }: CrossingOptions) {
    this.client = client;
    this.#refuse = refuse;
    this.#opened = opened;
    this.agent = new ReplicaAgent(upstreams, sender, {
      found: ({ pool, replica, settings }, socket) => {
        const late = setTimeout(
          () => socket.destroy(new DeadlineError('first byte')),
          settings.deadlines.firstByte,
        );
        this.record.attempts += 1;
        this.record.pool = pool;
        this.record.replica = replica.id;
        this.record.sentAt = performance.now();
        this.replica = socket;
        replica.tunnels += 1;
        socket.once('close', () => {
          clearTimeout(late);
          replica.tunnels -= 1;
        });
        // An answer other than 101 passes unseen through httpxy; its status is the first thing on the wire.
        socket.once('data', (chunk: Buffer) => {
          clearTimeout(late);
          this.#read(chunk);
        });
      },
      failed: (_pick, code) => {
        this.record.attempts += 1;
        this.record.failures.push(code);
      },
    });
  }

  /** It came to nothing: the client is told, as long as it has not been told anything else. */
  fail(error: Error): void {
    if (this.client.bytesWritten > 0 || this.client.destroyed || this.status > 0) return;
    this.#refuse(refusalOf(error));
  }

  #read(chunk: Buffer): void {
    this.record.answeredAt = performance.now();
    this.status = Number(/^HTTP\/1\.\d (\d{3})/u.exec(chunk.toString('latin1', 0, 16))?.[1] ?? 0);
    if (this.status === SWITCHING && this.replica) this.#opened(new Tunnel(this.client, this.replica));
  }
}

/** How a handshake is dealt with. */
export interface CrossingOptions {
  readonly sender: Sender;
  readonly refuse: (refusal: Refusal) => void;
  readonly opened: (tunnel: Tunnel) => void;
}

function refusalOf(error: Error): Refusal {
  if (error instanceof NobodyError) return REFUSALS.unavailable;
  return error instanceof DeadlineError ? REFUSALS.noAnswer : REFUSALS.badAnswer;
}
