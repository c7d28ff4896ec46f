import type { Ports } from './ports.ts';

/** What is said once everything answers: what to try, and where everything is. */
export function greeting({ gateway, express, fastify, admin }: Ports): string {
  const url = `http://localhost:${gateway}`;
  return `
Echo Twins is ready. Try, in another terminal:

  curl ${url}/
  curl ${url}/flask/
  curl ${url}/fastapi/
  curl -X POST ${url}/flask/echo -H 'Content-Type: application/json' -d '{"message": "Hello"}'
  curl ${url}/balanced/info

gateway ${url} · express-echo http://localhost:${express} · fastify-echo http://localhost:${fastify} · admin http://127.0.0.1:${admin}
Ctrl-C stops all of them.
`;
}
