import type { Written } from '../wire/spent.ts';

/** The fields of an answer. */
export interface HeadLines {
  /** The field lines, each valid. */
  readonly lines: string;
  /** Whether there is a `Date` among them. */
  readonly dated: boolean;
  /** Whether there is a `Content-Length` among them. */
  readonly framed: boolean;
}

/** The answer to a client as the gateway writes it: Node's `ServerResponse`, or the one of the fast path. */
export interface ClientResponse {
  /** Whether the connection may be used again after it. */
  shouldKeepAlive: boolean;
  readonly statusCode: number;
  /** Whether its head is settled, so that no other can be given. */
  readonly headersSent: boolean;
  readonly destroyed: boolean;
  readonly writableEnded: boolean;
  readonly writableFinished: boolean;
  /** Bytes that the client has not taken yet. */
  readonly writableLength: number;
  /** Settles the head of an answer. */
  writeLines(status: number, reason: string, head: HeadLines): unknown;
  flushHeaders(): void;
  write(part: Buffer, written?: Written): boolean;
  write(part: string, encoding: 'latin1'): boolean;
  addTrailers(trailers: readonly [name: string, value: string][]): void;
  end(): unknown;
  end(part: Buffer, written?: Written): unknown;
  end(part: string, encoding: 'latin1'): unknown;
  writeContinue(): void;
  destroy(): unknown;
  on(event: 'close', listener: () => void): unknown;
  once(event: 'close', listener: () => void): unknown;
  off(event: 'close', listener: () => void): unknown;
}
