import type { Server } from 'node:http';
import { collectDefaultMetrics, Registry } from 'prom-client';
import { observeJournal } from './journal.ts';
import type { Observed } from './observed.ts';
import { observeRequests } from './requests.ts';

// Not imported: see the twins' server.ts.
const { createServer } = process.getBuiltinModule('node:http');

/** Names among Node's usual metrics that Prometheus's own check rejects: gauges that end like counters. */
const MISNAMED = ['handles', 'requests', 'resources'].map((what) => `nodejs_active_${what}_total`);

/** A server for Prometheus, `GET /metrics` and nothing else, that knows what is asked of a service; it does not listen yet. */
export function metricsServer({ server, journal }: Observed): Server {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  for (const name of MISNAMED) registry.removeSingleMetric(name);
  observeRequests(server, registry);
  observeJournal(journal, registry);
  return createServer((request, response) => {
    if (request.url !== '/metrics') {
      response.writeHead(404).end();
      return;
    }
    registry.metrics().then(
      (text) => response.setHeader('content-type', registry.contentType).end(text),
      () => response.writeHead(500).end(),
    );
  });
}
