import { randomFillSync } from 'node:crypto';

const POOL = 4096;
const pool = Buffer.alloc(POOL);
let hex = '';
let used = 0;

/**
 * Random bytes as lower-case hexadecimal digits, for identifiers. They are taken from a pool that is filled for a hundred
 * identifiers at a time: the way into the system's generator and back costs 3 µs whatever the number of bytes.
 *
 * @param bytes at most a few dozen
 */
export function randomHex(bytes: number): string {
  const length = bytes * 2;
  if (used + length > hex.length) {
    hex = randomFillSync(pool).toString('hex');
    used = 0;
  }
  used += length;
  return hex.slice(used - length, used);
}
