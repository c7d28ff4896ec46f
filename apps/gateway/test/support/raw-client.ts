import { connect, type Socket } from 'node:net';
import { onCleanup } from './cleanup.ts';

/** A connection on which bytes are sent as they are. */
export interface RawClient {
  readonly socket: Socket;
  /** Everything received so far, as latin1. */
  received(): string;
  /** Settles when the other side has closed, cleanly or not. */
  readonly closed: Promise<void>;
}

/** @param allowHalfOpen whether it may go on when the other side has ended */
export async function openRaw(port: number, allowHalfOpen = false): Promise<RawClient> {
  const socket = connect({ host: '127.0.0.1', port, noDelay: true, allowHalfOpen });
  const chunks: Buffer[] = [];
  socket.on('data', (chunk: Buffer) => chunks.push(chunk));
  socket.on('error', () => undefined);
  const closed = new Promise<void>((resolve) => socket.on('close', () => resolve()));
  onCleanup(() => socket.destroy());
  await new Promise((resolve) => socket.once('connect', resolve));
  return { socket, closed, received: () => Buffer.concat(chunks).toString('latin1') };
}

/** Sends bytes on a connection of their own and answers everything that comes back until the other side closes. */
export async function sendRaw(port: number, bytes: string): Promise<string> {
  const client = await openRaw(port);
  client.socket.write(Buffer.from(bytes, 'latin1'));
  await client.closed;
  return client.received();
}

/** The status of an answer as it came. */
export function statusOf(answer: string): number {
  return Number(/^HTTP\/1\.1 (\d{3}) /u.exec(answer)?.[1] ?? 0);
}

/** A request's text. */
export function requestText(line: string, fields: readonly string[] = [], body = ''): string {
  return [`${line} HTTP/1.1`, 'Host: gateway.test', ...fields, 'Connection: close', '', body].join('\r\n');
}
