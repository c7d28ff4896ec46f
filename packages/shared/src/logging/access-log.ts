import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Logger } from 'pino';
import type { Caller } from '../http/caller.ts';
import { readTrace } from '../http/trace-context.ts';
import { lineWriter } from './line-writer.ts';

const PROBES: ReadonlySet<string> = new Set(['/health', '/livez', '/readyz']);
/** Nginx's word for a client that left before its answer was complete. */
const CLIENT_GONE = 499;
const LONGEST_PATH = 1024;

/** The path of a request target: no query (it may hold secrets), and no longer than a log line bears. */
export function loggedPath(target = ''): string {
  const query = target.indexOf('?');
  const path = query < 0 ? target : target.slice(0, query);
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

/**
 * The access log: one line a request when its answer is out, or when the client has gone. Probes are written at debug.
 * The duration is in milliseconds.
 */
export function accessLog(logger: Logger): (exchange: Exchange) => void {
  const info = lineWriter(logger, 'info', 'request');
  const debug = lineWriter(logger, 'debug', 'request');
  return ({ request, response, caller, contentLength }) => {
    const started = performance.now();
    // The target as it came: frameworks rewrite `request.url` while they route.
    const path = loggedPath(request.url);
    response.on('close', () => {
      const status = response.writableFinished ? response.statusCode : CLIENT_GONE;
      const duration = Math.round((performance.now() - started) * 1000) / 1000;
      const bytes = hasBody(request, response) ? Number(contentLength() ?? 0) : 0;
      const trace = readTrace(request.headers.traceparent);
      // Only the path can hold anything: the parser knows the methods, and address, id and trace have been checked.
      const line =
        `"method":"${request.method}","path":${JSON.stringify(path)},"status":${status},"duration":${duration},` +
        `"bytes":${bytes},"client_ip":"${caller.clientIp}","request_id":"${caller.requestId}"` +
        (trace ? `,"trace_id":"${trace.traceId}"` : '');
      if (PROBES.has(path)) debug(line);
      else info(line);
    });
  };
}

function hasBody(request: IncomingMessage, response: ServerResponse): boolean {
  return request.method !== 'HEAD' && response.statusCode !== 304;
}
