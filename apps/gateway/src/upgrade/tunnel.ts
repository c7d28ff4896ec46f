import type { Socket } from 'node:net';
import { linger } from '../proxy/linger.ts';
import type { ExchangeRecord } from '../proxy/record.ts';
import type { Part } from '../wire/answer-reader.ts';
import { releaseOnceWritten } from '../wire/spent.ts';
import type { Carrier } from '../wire/wire.ts';
import { clientCloseFrame, serverCloseFrame } from './close-frame.ts';
import { FrameBoundary } from './frame-boundary.ts';

/** How long a replica may take to end a tunnel that it has been told to end, in milliseconds. */
const FAREWELL = 1000;
/** How long nothing may come before the system asks whether the other side is still there, in milliseconds. */
const SILENCE = 60_000;

/** A WebSocket that stands: bytes go from the client's connection to the replica's and back, as fast as they are taken. */
export class Tunnel implements Carrier {
  readonly #client: Socket;
  readonly #record: ExchangeRecord;
  readonly #ahead: Buffer;
  readonly #upwards = new FrameBoundary();
  readonly #downwards = new FrameBoundary();
  #replica: Socket | undefined;
  #farewell: NodeJS.Timeout | undefined;
  #ending: 'no' | 'asked' | 'told' = 'no';

  /** @param ahead what the client has said already */
  constructor(client: Socket, ahead: Buffer, record: ExchangeRecord) {
    this.#client = client;
    this.#ahead = ahead;
    this.#record = record;
  }

  carry(replica: Socket): void {
    const client = this.#client;
    this.#replica = replica;
    for (const socket of [client, replica]) socket.setNoDelay(true).setKeepAlive(true, SILENCE);
    replica.on('drain', () => client.resume()).on('close', () => linger(client));
    client.on('drain', () => replica.resume()).on('close', () => this.#abandon());
    client.on('data', (bytes: Buffer) => this.#send(bytes)).on('end', () => linger(replica));
    this.#send(this.#ahead);
    if (client.readableEnded) linger(replica);
    else if (!replica.writableNeedDrain) client.resume();
  }

  received(part: Part): boolean {
    const bytes = typeof part === 'string' ? Buffer.from(part, 'latin1') : part;
    this.#record.bytes += bytes.length;
    this.#downwards.pass(bytes);
    return !this.#client.writable || this.#client.write(bytes, releaseOnceWritten(bytes));
  }

  /**
   * Has both sides told that it ends. The replica is told in the client's name that the client goes away; it answers and
   * ends the connection, and the client hears of it from the replica, in the middle of nothing. If that does not happen, the
   * gateway itself tells the client.
   */
  end(): void {
    if (this.#ending !== 'no') return;
    this.#ending = 'asked';
    this.#tellReplica();
    this.#farewell = setTimeout(() => this.#tellClient(), FAREWELL);
  }

  #abandon(): void {
    clearTimeout(this.#farewell);
    this.#replica?.destroy();
  }

  #send(bytes: Buffer): void {
    const replica = this.#replica;
    // After a close frame there are no others (RFC 6455 §5.5.1).
    if (replica?.writable !== true || this.#ending === 'told' || bytes.length === 0) return;
    this.#upwards.pass(bytes);
    if (!replica.write(bytes)) this.#client.pause();
    this.#tellReplica();
  }

  #tellReplica(): void {
    if (this.#ending !== 'asked' || !this.#upwards.between || this.#replica?.writable !== true) return;
    this.#ending = 'told';
    this.#replica.write(clientCloseFrame());
  }

  #tellClient(): void {
    if (this.#downwards.between && this.#client.writable) this.#client.write(serverCloseFrame());
    this.#replica?.destroy();
  }
}
