import type { Peer } from './peer.ts';

/** Caddy as it comes: kept connections to the upstream, no access log. */
export const CADDY: Peer = {
  name: 'caddy',
  version: ['version'],
  args: (file) => ['run', '--adapter', 'caddyfile', '--config', file],
  configuration: ({ port, upstream }) => `
{
  admin off
  auto_https off
}
http://127.0.0.1:${port} {
  handle_path /flask/* {
    reverse_proxy 127.0.0.1:${upstream}
  }
}
`,
};
