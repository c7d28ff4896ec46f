import { setTimeout as sleep } from 'node:timers/promises';
import { Pool } from 'undici';
import type { RequestKind } from './request.ts';

/** Load that comes at its own pace, whether answers come or not. */
export interface OpenLoad {
  readonly url: string;
  /** Sent in turns. */
  readonly requests: readonly RequestKind[];
  /** Requests a second. */
  readonly rate: number;
  /** When to stop. */
  readonly signal: AbortSignal;
  readonly connections?: number;
  /** Headers for the n-th request, beside its own. */
  readonly headers?: (n: number) => Readonly<Record<string, string>>;
}

/** What became of one request. */
export interface Outcome {
  /** As the n-th of the load, from 0. */
  readonly n: number;
  readonly request: RequestKind;
  /** The status; 0 when no complete answer came. */
  readonly status: number;
  /** The code of the error when no complete answer came. */
  readonly error: string | undefined;
  /** From sending to the end of the answer, in milliseconds. */
  readonly latency: number;
  /** `Retry-After`, when the answer had it. */
  readonly retryAfter: string | undefined;
  /** When it was sent, in milliseconds of `performance.now()`. */
  readonly sentAt: number;
}

/** How often requests that are due are sent, in milliseconds: timers do not come more often. */
const TICK = 1;

/** Sends requests at a steady rate until told to stop, and tells what became of each; done when all are answered. */
export async function openLoop(load: OpenLoad, tell: (outcome: Outcome) => void): Promise<void> {
  const { rate, requests, signal, connections = 256 } = load;
  const pool = new Pool(load.url, {
    connections,
    pipelining: 1,
    bodyTimeout: 60_000,
    headersTimeout: 60_000,
  });
  let open = 0;
  const started = performance.now();
  let sent = 0;
  while (!signal.aborted) {
    const due = Math.floor(((performance.now() - started) * rate) / 1000);
    for (; sent < due; sent += 1) {
      const request = requests[sent % requests.length];
      if (!request) break;
      open += 1;
      send(pool, { n: sent, request, headers: load.headers?.(sent) ?? {} }, (outcome) => {
        open -= 1;
        tell(outcome);
      });
    }
    await sleep(TICK);
  }
  while (open > 0) await sleep(TICK);
  await pool.destroy();
}

interface Sending {
  readonly n: number;
  readonly request: RequestKind;
  readonly headers: Readonly<Record<string, string>>;
}

/** Sends one request; never again, whatever happens. */
function send(pool: Pool, { n, request, headers }: Sending, tell: (outcome: Outcome) => void): void {
  const { method, path, body } = request;
  const sentAt = performance.now();
  let status = 0;
  let retryAfter: string | undefined;
  const end = (error?: string): void => {
    const latency = performance.now() - sentAt;
    tell({ n, request, status: error ? 0 : status, error, latency, retryAfter, sentAt });
  };
  pool.dispatch(
    { method, path, headers: { ...request.headers, ...headers }, body: body || null },
    {
      onRequestStart: () => undefined,
      onResponseStart(_controller, code, fields) {
        status = code;
        retryAfter = String(fields['retry-after'] ?? '') || undefined;
      },
      onResponseData: () => undefined,
      onResponseEnd: () => end(),
      onResponseError: (_controller, error) => end(codeOf(error)),
    },
  );
}

function codeOf(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? error.code : error.message;
}
