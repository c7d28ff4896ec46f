import { randomBytes } from 'node:crypto';

/** "Going away" (RFC 6455 §7.4.1). */
const GOING_AWAY = 1001;

/** A close frame as a client sends it, masked (RFC 6455 §5.3, §5.5.1): the other side answers it and ends the connection. */
export function closeFrame(): Buffer {
  const mask = randomBytes(4);
  const status = Buffer.from([GOING_AWAY >> 8, GOING_AWAY & 0xff]);
  const masked = status.map((byte, index) => byte ^ (mask[index] ?? 0));
  return Buffer.concat([Buffer.from([0x88, 0x80 | status.length]), mask, masked]);
}
