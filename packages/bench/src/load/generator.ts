import type { Children } from '../processes/children.ts';
import type { RequestKind } from './request.ts';

/** A closed loop of load: each connection sends its next request when it has the answer to the last one. */
export interface Load {
  readonly url: string;
  readonly request: RequestKind;
  readonly connections: number;
  readonly seconds: number;
  /** How long a connection waits before each request, in milliseconds, on average; wrk only. Not at all by default. */
  readonly pause?: number;
}

/** What came of a load. */
export interface LoadResult {
  /** Requests answered. */
  readonly requests: number;
  /** Bytes received. */
  readonly bytes: number;
  /** Answers that were not 2xx, connections that failed, answers that never came. */
  readonly failures: number;
  /** Answers a second. */
  readonly rate: number;
  /** The 99th percentile of the time to an answer, in microseconds; wrk only. */
  readonly p99?: number;
}

/** A program that makes load. */
export interface Generator {
  /** Its name and version. */
  readonly name: string;
  run(children: Children, load: Load): Promise<LoadResult>;
}

/** A load during which something went wrong: its figures say nothing. */
export class LoadError extends Error {
  readonly code = 'BAD_LOAD';

  constructor(message: string) {
    super(message);
    this.name = 'LoadError';
  }
}

/**
 * Checks that a load was answered, every time with as many bytes as the one answer that was looked at.
 *
 * @throws {LoadError} when it was not
 */
export function checkLoad({ requests, bytes, failures }: LoadResult, answerSize: number): void {
  if (failures > 0) throw new LoadError(`${failures} of ${requests + failures} requests failed`);
  if (requests === 0) throw new LoadError('no request was answered');
  const size = bytes / requests;
  if (Math.abs(size - answerSize) > Math.max(1, answerSize * 0.01))
    throw new LoadError(`answers of ${size.toFixed(1)} bytes on average instead of ${answerSize}`);
}
