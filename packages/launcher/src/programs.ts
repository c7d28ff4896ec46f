import { fileURLToPath } from 'node:url';
import type { Environment } from '@echo-twins/shared/config/environment';
import { originOf } from './origin.ts';
import type { Place } from './ports.ts';

/** A program to run as a child process. */
export interface Program {
  readonly name: string;
  /** The script that Node runs. */
  readonly main: string;
  /** All of its environment. */
  readonly env: Environment;
  /** What answers 200 once the program can be used. */
  readonly probe: string;
}

/**
 * The programs in the order in which they start, those of one row together; they stop in the reverse order. `inherited` is
 * the environment of all of them.
 */
export function programs({ host, ports }: Place, inherited: Environment): readonly (readonly Program[])[] {
  // No balancer is in front of this gateway that would have to notice first.
  const env = { DRAIN_DELAY: '0ms', ...inherited };
  const twin = (name: string, port: number): Program => ({
    name,
    main: mainOf(name),
    // The gateway is on this machine, and it tells who called.
    env: { TRUST_PROXY: 'loopback', ...env, PORT: String(port) },
    probe: `${originOf(host, port)}/readyz`,
  });
  const gateway: Program = {
    name: 'gateway',
    main: mainOf('gateway'),
    env: {
      ...env,
      PORT: String(ports.gateway),
      ADMIN_PORT: String(ports.admin),
      EXPRESS_UPSTREAM: originOf(host, ports.express),
      FASTIFY_UPSTREAM: originOf(host, ports.fastify),
    },
    probe: `${originOf(host, ports.gateway)}/health`,
  };
  return [[twin('express-echo', ports.express), twin('fastify-echo', ports.fastify)], [gateway]];
}

function mainOf(app: string): string {
  return fileURLToPath(new URL(`../../../apps/${app}/dist/main.js`, import.meta.url));
}
