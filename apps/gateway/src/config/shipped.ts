/**
 * The configurations that come with the gateway, written as a user would write one. `${EXPRESS_UPSTREAM}` and
 * `${FASTIFY_UPSTREAM}` stand for the variables of that name, in a user's file too.
 */
const TWINS = `
pools:
  express-echo:
    upstream: \${EXPRESS_UPSTREAM}
  fastify-echo:
    upstream: \${FASTIFY_UPSTREAM}
  twins:
    members: [express-echo, fastify-echo]
`;

const DEFAULT = `${TWINS}
health: /health
listing: /
routes:
  - { prefix: /flask, pool: express-echo, title: Flask API }
  - { prefix: /fastapi, pool: fastify-echo, title: FastAPI }
  - { prefix: /express, pool: express-echo, title: 'Express API, the same as /flask/' }
  - { prefix: /fastify, pool: fastify-echo, title: 'Fastify API, the same as /fastapi/' }
  - { prefix: /balanced, pool: twins, title: 'Both, in turns' }
  - prefix: /compare
    compare: { sides: { express: express-echo, fastify: fastify-echo } }
    title: 'Both at once: their answers side by side, and the differences'
`;

const LOAD_BALANCER = `${TWINS}
routes:
  - { prefix: /, pool: twins, title: 'Both, in turns' }
`;

/** The shipped configurations by name. */
export const SHIPPED: ReadonlyMap<string, string> = new Map([
  ['default', DEFAULT],
  ['load-balancer', LOAD_BALANCER],
]);

/** What `GATEWAY_CONFIG` may be, for error lines. */
export const ACCEPTED_NAMES = `${[...SHIPPED.keys()].join(', ')}, or the path of a .yaml or .yml file`;
