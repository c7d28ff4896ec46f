import { describe, expect, test } from '@jest/globals';
import { FrameBoundary } from './frame-boundary.ts';

function frame(length: number, masked: boolean): Buffer {
  const extended = length < 126 ? [length] : length < 65_536 ? [126, length >> 8, length & 0xff] : [];
  const header = extended.length > 0 ? Buffer.from(extended) : Buffer.alloc(9, 0);
  if (extended.length === 0) {
    header[0] = 127;
    header.writeBigUInt64BE(BigInt(length), 1);
  }
  header[0] = (header[0] ?? 0) | (masked ? 0x80 : 0);
  return Buffer.concat([Buffer.from([0x82]), header, Buffer.alloc((masked ? 4 : 0) + length, 0x82)]);
}

describe('the boundary between frames', () => {
  test.each(
    [0, 1, 125, 126, 127, 65_535, 65_536].flatMap(
      (length) =>
        [
          [length, true],
          [length, false],
        ] as const,
    ),
  )('is found behind a frame of %i bytes (masked: %s), however it is cut', (length, masked) => {
    const bytes = Buffer.concat([frame(length, masked), frame(3, masked)]);
    for (const size of [1, 3, 1000, bytes.length]) {
      const boundary = new FrameBoundary();
      const found: number[] = [];
      for (let at = 0; at < bytes.length; at += size) {
        boundary.pass(bytes.subarray(at, at + size));
        if (boundary.between) found.push(Math.min(at + size, bytes.length));
      }
      const second = bytes.length - frame(3, masked).length;
      expect(found).toEqual(second % size === 0 ? [second, bytes.length] : [bytes.length]);
    }
  });
});
