/** Who is told that bytes have been written, or that they could not be. */
export type Written = (error?: Error | null) => void;

/** Not in Node 20, where V8 collects the memory of buffers twice as soon. */
const transfer: unknown = Reflect.get(ArrayBuffer.prototype, 'transfer');

/**
 * Gives back the memory of bytes that nobody looks at any more, at once: it is outside V8's heap, and V8 lets some tens of
 * megabytes of it come together before it looks. Bytes that share their memory with others are left to it.
 */
function release({ buffer, length }: Buffer): void {
  if (typeof transfer === 'function' && length === buffer.byteLength) Reflect.apply(transfer, buffer, [0]);
}

/** For bytes that nobody else has: gives their memory back once they have been written. */
export function releaseOnceWritten(bytes: Buffer): Written {
  return (error) => {
    if (!error) release(bytes);
  };
}
