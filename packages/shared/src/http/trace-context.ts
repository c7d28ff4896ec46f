import { randomHex } from './random-hex.ts';

/** A position in a distributed trace (W3C Trace Context). */
export interface Trace {
  readonly traceId: string;
  /** The caller's span; undefined when the trace starts here. */
  readonly parentId: string | undefined;
  readonly flags: string;
}

const TRACEPARENT = /^(?!ff)[\da-f]{2}-(?!0{32})([\da-f]{32})-(?!0{16})([\da-f]{16})-([\da-f]{2})(?:-.*)?$/u;

/** Reads a `traceparent` header; undefined when there is none or it is not valid, as the specification asks (§3.2). */
export function readTrace(header: string | readonly string[] | undefined): Trace | undefined {
  if (typeof header !== 'string') return undefined;
  const match = TRACEPARENT.exec(header);
  if (!match || (header.startsWith('00') && header.length !== 55)) return undefined;
  const [, traceId = '', parentId = '', flags = ''] = match;
  return { traceId, parentId, flags };
}

/** Starts a trace, not sampled. */
export function startTrace(): Trace {
  return { traceId: randomHex(16), parentId: undefined, flags: '00' };
}

/** The `traceparent` header to send on, with a span of our own as the parent of what follows. */
export function traceparent({ traceId, flags }: Trace): string {
  return `00-${traceId}-${randomHex(8)}-${flags}`;
}
