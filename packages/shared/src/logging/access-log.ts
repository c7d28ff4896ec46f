import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Logger } from 'pino';
import type { Caller } from '../http/caller.ts';
import { readTrace } from '../http/trace-context.ts';

const PROBES: ReadonlySet<string> = new Set(['/health', '/livez', '/readyz']);
/** Nginx's word for a client that left before its answer was complete. */
const CLIENT_GONE = 499;
const LONGEST_PATH = 1024;

/** The path of a request target: no query (it may hold secrets), and no longer than a log line bears. */
export function loggedPath(target: string | undefined): string {
  const path = (target ?? '').split('?', 1)[0] ?? '';
  return path.length > LONGEST_PATH ? `${path.slice(0, LONGEST_PATH)}…` : path;
}

/** A request being answered. */
export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly caller: Caller;
  /** The answer's `Content-Length`, once it is known; where a framework keeps it is the framework's business. */
  readonly contentLength: () => unknown;
}

/** Writes one line when the answer is out, or when the client has gone. Probes are written at debug. */
export function logAccess(logger: Logger, { request, response, caller, contentLength }: Exchange): void {
  const started = performance.now();
  // The target as it came: frameworks rewrite `request.url` while they route.
  const path = loggedPath(request.url);
  response.on('close', () => {
    const trace = readTrace(request.headers.traceparent);
    const line = {
      method: request.method,
      path,
      status: response.writableFinished ? response.statusCode : CLIENT_GONE,
      duration: Math.round((performance.now() - started) * 1000) / 1000,
      bytes: hasBody(request, response) ? Number(contentLength() ?? 0) : 0,
      client_ip: caller.clientIp,
      request_id: caller.requestId,
      ...(trace && { trace_id: trace.traceId }),
    };
    if (PROBES.has(path)) logger.debug(line, 'request');
    else logger.info(line, 'request');
  });
}

function hasBody(request: IncomingMessage, response: ServerResponse): boolean {
  return request.method !== 'HEAD' && response.statusCode !== 304;
}
