import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { Counter, Gauge, Histogram, type Registry } from 'prom-client';

/** Upper bounds, in seconds: an echo takes less than a millisecond. */
const BUCKETS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 2.5, 10];

const CODES = ['2xx', '3xx', '4xx', '5xx'] as const;

/** Counts and times every request of a server. The labels are few whatever clients send: paths are none of them. */
export function observeRequests(server: Server, registry: Registry): void {
  const registers = [registry];
  const requests = new Counter({
    name: 'echo_requests_total',
    help: 'Requests answered, by class of status; 499 are clients that left.',
    labelNames: ['code'] as const,
    registers,
  });
  // A rate begins with the second value of a series: without a zero the first error is none, and a ratio of none is nothing.
  for (const code of CODES) requests.inc({ code }, 0);
  const duration = new Histogram({
    name: 'echo_request_duration_seconds',
    help: 'From the head of a request to the end of its answer.',
    buckets: BUCKETS,
    registers,
  });
  let inFlight = 0;
  const gauge: Gauge = new Gauge({
    name: 'echo_requests_in_flight',
    help: 'Requests that are being answered.',
    registers,
    collect: () => gauge.set(inFlight),
  });
  server.prependListener('request', (_request: IncomingMessage, response: ServerResponse) => {
    const started = performance.now();
    inFlight += 1;
    response.on('close', () => {
      inFlight -= 1;
      const hundreds = response.writableFinished ? Math.floor(response.statusCode / 100) : 4;
      requests.inc({ code: `${hundreds}xx` });
      duration.observe((performance.now() - started) / 1000);
    });
  });
}
