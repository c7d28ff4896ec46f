import type { Peer } from '../peers/peer.ts';

/** nginx as it comes: three replicas, nothing about them but where they are. */
export function nginxBefore(replicas: readonly string[]): Peer {
  return {
    name: 'nginx',
    version: ['-v'],
    args: (file, { folder }) => ['-c', file, '-p', folder],
    configuration: ({ port, folder }) => `
daemon off;
worker_processes 1;
pid ${folder}/nginx.pid;
error_log /dev/null;
events { worker_connections 4096; }
http {
  access_log off;
  client_body_temp_path ${folder}/nginx-body;
  proxy_temp_path ${folder}/nginx-proxy;
  fastcgi_temp_path ${folder}/nginx-fastcgi;
  uwsgi_temp_path ${folder}/nginx-uwsgi;
  scgi_temp_path ${folder}/nginx-scgi;
  upstream twin { ${replicas.map((address) => `server ${address};`).join(' ')} }
  server {
    listen 127.0.0.1:${port};
    location / { proxy_pass http://twin; }
  }
}
`,
  };
}

/** HAProxy with health checks of three replicas, and nothing else that is not needed. */
export function haproxyBefore(replicas: readonly string[]): Peer {
  return {
    name: 'haproxy',
    version: ['-v'],
    args: (file) => ['-db', '-f', file],
    configuration: ({ port }) => `
global
  maxconn 4096
defaults
  mode http
  timeout connect 5s
  timeout client 60s
  timeout server 60s
  option redispatch
frontend public
  bind 127.0.0.1:${port}
  default_backend twin
backend twin
  option httpchk GET /health
${replicas.map((address, index) => `  server twin${index} ${address} check inter 500ms fall 1`).join('\n')}
`,
  };
}
