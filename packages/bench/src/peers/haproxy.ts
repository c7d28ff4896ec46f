import type { Peer } from './peer.ts';

/** HAProxy with one thread, health checks and no log. */
export const HAPROXY: Peer = {
  name: 'haproxy',
  version: ['-v'],
  args: (file) => ['-db', '-f', file],
  configuration: ({ port, upstream }) => `
global
  nbthread 1
  maxconn 4096
defaults
  mode http
  timeout connect 5s
  timeout client 60s
  timeout server 60s
  option forwardfor
  http-reuse always
frontend public
  bind 127.0.0.1:${port}
  http-request replace-path /flask(/.*)? \\1
  default_backend twin
backend twin
  option httpchk GET /health
  server one 127.0.0.1:${upstream} check
`,
};
