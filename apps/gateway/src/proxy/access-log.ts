import { readTrace } from '@echo-twins/shared/http/trace-context';
import { loggedPath } from '@echo-twins/shared/logging/access-log';
import { lineWriter } from '@echo-twins/shared/logging/line-writer';
import type { Logger } from '@echo-twins/shared/logging/logger';
import type { Caller } from '../admission.ts';
import type { ClientRequest } from './gateway-request.ts';
import type { ExchangeRecord } from './record.ts';

/** A request as the log knows it. */
export interface Visit {
  readonly request: ClientRequest;
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

/**
 * Writes one line for each finished request, with what became of each attempt. The fields are JSON already, because that
 * costs a fifth; only what a client or a configuration has written can need an escape.
 */
export function accessLog(logger: Logger): (visit: Visit) => void {
  const info = lineWriter(logger, 'info', 'request');
  const debug = lineWriter(logger, 'debug', 'request');
  return (visit) => {
    const write = visit.quiet ? debug : info;
    write(fieldsOf(visit, performance.now()));
  };
}

function fieldsOf(visit: Visit, now: number): string {
  const { request, caller, record, route } = visit;
  let fields =
    `"method":"${request.method}","path":${quoted(loggedPath(visit.target))},"status":${visit.status},` +
    `"duration":${milliseconds(now - visit.started)},"bytes":${visit.ownBytes + (record?.bytes ?? 0)},` +
    `"client_ip":"${caller.clientIp}","request_id":"${caller.requestId}"`;
  const trace = readTrace(caller.traceparent);
  if (trace) fields += `,"trace_id":"${trace.traceId}"`;
  if (route !== undefined) fields += named('route', route);
  return record === undefined ? fields : fields + outcomeOf(record);
}

function outcomeOf({
  pool,
  replica,
  attempts,
  sentAt,
  answeredAt,
  broken,
  failures,
}: ExchangeRecord): string {
  let fields = pool === undefined ? '' : named('pool', pool);
  if (replica !== undefined) fields += named('replica', replica);
  fields += `,"attempts":${attempts}`;
  if (answeredAt > 0) fields += `,"upstream_ms":${milliseconds(answeredAt - sentAt)}`;
  if (broken) fields += ',"broken":true';
  if (failures.length > 0) fields += `,"failures":${JSON.stringify(failures)}`;
  return fields;
}

/** Fields with the names of routes, pools and replicas, of which there are few. */
const known = {
  route: new Map<string, string>(),
  pool: new Map<string, string>(),
  replica: new Map<string, string>(),
};
const MOST_KNOWN = 1000;

function named(key: keyof typeof known, name: string): string {
  const fields = known[key];
  const before = fields.get(name);
  if (before !== undefined) return before;
  // Replicas come and go.
  if (fields.size >= MOST_KNOWN) fields.clear();
  const field = `,"${key}":${JSON.stringify(name)}`;
  fields.set(name, field);
  return field;
}

const PLAIN = /^[\w!#-[\]^`{|}~]*$/u;

/** A JSON string; most need no escapes. */
function quoted(text: string): string {
  return PLAIN.test(text) ? `"${text}"` : JSON.stringify(text);
}

function milliseconds(time: number): number {
  return Math.round(time * 1000) / 1000;
}
