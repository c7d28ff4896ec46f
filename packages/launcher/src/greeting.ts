import { typedOrigin } from './origin.ts';
import type { Place } from './ports.ts';

/** What is said once everything answers: what to try, and where everything is. */
export function greeting({ host, ports }: Place): string {
  const url = typedOrigin(host, ports.gateway);
  const express = typedOrigin(host, ports.express);
  const fastify = typedOrigin(host, ports.fastify);
  return `
Echo Twins is ready. Try, in another terminal:

  curl ${url}/
  curl ${url}/flask/
  curl ${url}/fastapi/
  curl -X POST ${url}/flask/echo -H 'Content-Type: application/json' -d '{"message": "Hello"}'
  curl ${url}/balanced/info

gateway ${url} · express-echo ${express} · fastify-echo ${fastify} · admin http://127.0.0.1:${ports.admin}
Ctrl-C stops all of them.
`;
}
