import { randomBytes } from 'node:crypto';

/** "Going away" (RFC 6455 §7.4.1). */
const GOING_AWAY = 1001;
const STATUS = Buffer.from([GOING_AWAY >> 8, GOING_AWAY & 0xff]);
const CLOSE = 0x88;
const MASKED = 0x80;

/** A close frame (RFC 6455 §5.5.1) as a server sends it: the client answers it, and the connection ends. */
export function serverCloseFrame(): Buffer {
  return Buffer.concat([Buffer.from([CLOSE, STATUS.length]), STATUS]);
}

/** A close frame as a client sends it, masked (§5.3): the server answers it and ends the connection. */
export function clientCloseFrame(): Buffer {
  const mask = randomBytes(4);
  const masked = STATUS.map((byte, index) => byte ^ (mask[index] ?? 0));
  return Buffer.concat([Buffer.from([CLOSE, MASKED | STATUS.length]), mask, masked]);
}
