import { app, own } from '../lanes/node-server.ts';
import { get, postJson } from '../load/request.ts';
import type { Lane } from '../rounds/lane.ts';
import type { Plan } from '../rounds/plan.ts';

/** Each twin with all it does, a log line a request included, beside the bare framework answering the same bytes. */
export function twinsPlan(node: string): Plan {
  return {
    requests: [get('/'), postJson('/echo', { message: 'Hello, twins' })],
    lanes: [
      bare(node, 'bare-express'),
      { ...twin(node, 'express-echo'), baseline: 'bare-express', goal: 1.25 },
      bare(node, 'bare-fastify'),
      { ...twin(node, 'fastify-echo'), baseline: 'bare-fastify', goal: 1.4 },
    ],
  };
}

function bare(node: string, name: string): Lane {
  return { name, command: (port) => own(node, name, port) };
}

function twin(node: string, name: string): Lane {
  return { name, logs: true, command: (port) => app(node, name, { PORT: String(port) }) };
}
