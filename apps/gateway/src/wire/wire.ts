import type { Socket } from 'node:net';
import { Readable } from 'node:stream';
import { BadAnswerError } from '../proxy/failures.ts';
import type { AnswerHead } from './answer-head.ts';
import { type AnswerEvents, AnswerReader, type Part } from './answer-reader.ts';
import { closesAfter, requestText, type WireRequest } from './request-text.ts';
import { type Framing, UploadWriter } from './upload-writer.ts';

/** The replica has closed the connection, without a word. */
class ConnectionLostError extends Error {
  readonly code = 'CONNECTION_LOST';

  constructor() {
    super('the connection was closed');
    this.name = 'ConnectionLostError';
  }
}

/** Who sends a request over a wire, and hears the answer. After `completed` or `failed` nothing more comes. */
export interface Correspondent {
  /** The request is about to be sent. */
  sending(): void;
  /** The first byte of a head has come, of an interim or of the final answer. */
  begun(): void;
  answered(head: AnswerHead): void;
  /** A part of the body came; false when no more is wanted for now. */
  received(part: Part): boolean;
  /** All that has come so far has been told; more will come later. */
  caughtUp(): void;
  completed(trailers: readonly string[] | null): void;
  failed(error: Error): void;
}

/** Who has a connection to itself once the replica speaks another protocol on it. */
export interface Carrier {
  /** It is the carrier's to write to and to end; that the replica has ended it is a `close`. */
  carry(socket: Socket): void;
  /** Something came; false when no more is wanted until the socket is resumed. */
  received(part: Part): boolean;
}

/** A request with its body: none, one that is there, or one that comes. */
export interface Message extends WireRequest, Framing {
  readonly body: Buffer | string | Readable | null;
}

/** All connections read into it, one after the other: what they read is used up before the next one reads. */
const BUFFER = Buffer.allocUnsafeSlow(64 * 1024);

/** One open connection to a replica, over which requests go one at a time (HTTP/1.1, RFC 9112). */
export class Wire implements AnswerEvents {
  /** For the socket: where bytes are read to, and who is told. */
  readonly onread = { buffer: BUFFER, callback: (size: number) => this.#read(size) };
  #socket: Socket | undefined;
  #correspondent: Correspondent | undefined;
  #reader: AnswerReader | undefined;
  #upload: UploadWriter | undefined;
  #error: Error | undefined;
  #closes = false;
  #carrier: Carrier | undefined;
  #paused = false;
  #usable = false;
  #keepAlive: number | undefined;

  /** Whether a request may be sent over it. */
  get usable(): boolean {
    return this.#usable;
  }

  /** For how many seconds the replica has said that it keeps the connection. */
  get keepAlive(): number | undefined {
    return this.#keepAlive;
  }

  /** The socket is connected; `ended` is called when the other side ends the connection while it is not in use. */
  attach(socket: Socket, ended: () => void): void {
    this.#socket = socket;
    this.#usable = true;
    const over = (): void => {
      if (this.#usable && this.#correspondent === undefined) ended();
      this.end(this.#error ?? new ConnectionLostError());
    };
    socket.on('error', (error) => (this.#error ??= error));
    socket.on('end', () => {
      if (this.#reader?.endsWithConnection === true) this.#complete();
      else over();
    });
    socket.on('close', over);
  }

  send(message: Message, correspondent: Correspondent): void {
    const socket = this.#socket;
    if (socket === undefined) return;
    const { method, body, chunked } = message;
    this.#correspondent = correspondent;
    this.#closes = closesAfter(message);
    this.#reader = new AnswerReader(method, this);
    correspondent.sending();
    const text = requestText(message, chunked);
    if (body === null) socket.write(text, 'latin1');
    else if (typeof body === 'string') socket.write(text + body, 'latin1');
    else if (body instanceof Readable) {
      socket.write(text, 'latin1');
      this.#upload = new UploadWriter(socket, body, message);
    } else socket.write(text + body.toString('latin1'), 'latin1');
  }

  /** Goes on after `received` has said that no more is wanted. */
  resume(): void {
    if (!this.#paused) return;
    this.#paused = false;
    this.#socket?.resume();
  }

  /** Gives the connection away: the replica has switched to another protocol, and whoever was told is told nothing more. */
  handOver(carrier: Carrier): void {
    const socket = this.#socket;
    if (socket === undefined) return;
    this.#usable = false;
    this.#release();
    this.#carrier = carrier;
    carrier.carry(socket);
  }

  /** Ends the connection; whoever waits for an answer is told. */
  end(error: Error): void {
    const correspondent = this.#release();
    this.#close();
    correspondent?.failed(error);
  }

  begun(): void {
    this.#correspondent?.begun();
  }

  head(head: AnswerHead): void {
    if (head.keepAlive !== undefined) this.#keepAlive = head.keepAlive;
    this.#correspondent?.answered(head);
  }

  part(part: Part): void {
    if ((this.#carrier ?? this.#correspondent)?.received(part) === false) this.#paused = true;
  }

  #read(size: number): boolean {
    if (this.#carrier !== undefined) return this.#carrier.received(Buffer.from(BUFFER.subarray(0, size)));
    const reader = this.#reader;
    const correspondent = this.#correspondent;
    if (reader === undefined || correspondent === undefined) {
      // Nobody has asked for it; the next request must not get it for an answer.
      this.#close();
      return true;
    }
    const used = this.#parse(reader, size);
    // Whoever was told may have ended the connection.
    if (this.#correspondent === correspondent) {
      if (reader.complete) this.#complete(used < size);
      else correspondent.caughtUp();
    }
    return !this.#paused;
  }

  #parse(reader: AnswerReader, size: number): number {
    try {
      return reader.read(BUFFER, size);
    } catch (cause) {
      this.end(cause instanceof Error ? cause : new BadAnswerError('unreadable', { cause }));
      return 0;
    }
  }

  /** @param more whether there is something behind the answer, which cannot be right */
  #complete(more = false): void {
    const { final, trailers = null } = this.#reader ?? {};
    const uploading = this.#upload?.ended === false;
    const correspondent = this.#release();
    if (more || uploading || final?.closes !== false || this.#closes) this.#close();
    correspondent?.completed(trailers);
  }

  /** Nobody is told any more. */
  #release(): Correspondent | undefined {
    const correspondent = this.#correspondent;
    this.#correspondent = undefined;
    this.#reader = undefined;
    this.#paused = false;
    this.#upload?.stop();
    this.#upload = undefined;
    return correspondent;
  }

  #close(): void {
    this.#usable = false;
    this.#socket?.destroy();
  }
}
