/**
 * A copy of a part of a request that is kept for longer than the request. The part itself may be a view into all of the
 * request's text and would keep that, up to 64 KiB, in memory.
 *
 * @param text each character a byte
 */
export function detached(text: string): string {
  return Buffer.from(text, 'latin1').toString('latin1');
}
