import { readTrace } from '@echo-twins/shared/http/trace-context';
import { loggedPath } from '@echo-twins/shared/logging/access-log';
import type { Logger } from '@echo-twins/shared/logging/logger';
import type { Caller } from '../admission.ts';
import type { GatewayRequest } from './gateway-request.ts';
import type { ExchangeRecord } from './passage.ts';

/** A request as the log knows it. */
export interface Visit {
  readonly request: GatewayRequest;
  readonly target: string;
  readonly caller: Caller;
  /** On the clock of `performance.now()`. */
  readonly started: number;
  readonly status: number;
  readonly route: string | undefined;
  readonly record: ExchangeRecord | undefined;
  /** The body's length when the gateway itself has answered; 0 otherwise. */
  readonly ownBytes: number;
  /** Not worth a line unless somebody looks for it: the gateway's own health. */
  readonly quiet: boolean;
}

/** Nginx's word for a client that left before its answer was complete. */
export const CLIENT_GONE = 499;

/** One line for a finished request, with what became of each attempt. */
export function logVisit(logger: Logger, visit: Visit): void {
  const { request, caller, record } = visit;
  const trace = readTrace(request.headers.traceparent);
  const line = {
    method: request.method,
    path: loggedPath(visit.target),
    status: visit.status,
    duration: milliseconds(performance.now() - visit.started),
    bytes: visit.ownBytes + (record?.bytes ?? 0),
    client_ip: caller.clientIp,
    request_id: caller.requestId,
    trace_id: trace?.traceId,
    route: visit.route,
    pool: record?.pool,
    replica: record?.replica,
    attempts: record?.attempts,
    upstream_ms:
      record && record.answeredAt > 0 ? milliseconds(record.answeredAt - record.sentAt) : undefined,
    broken: record?.broken ? true : undefined,
    failures: record && record.failures.length > 0 ? record.failures : undefined,
  };
  if (visit.quiet) logger.debug(line, 'request');
  else logger.info(line, 'request');
}

function milliseconds(time: number): number {
  return Math.round(time * 1000) / 1000;
}
