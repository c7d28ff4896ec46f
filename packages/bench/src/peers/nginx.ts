import type { Peer } from './peer.ts';

/** nginx with one worker, kept connections to the upstream, and no access log. */
export const NGINX: Peer = {
  name: 'nginx',
  version: ['-v'],
  args: (file, { folder }) => ['-c', file, '-p', folder],
  configuration: ({ port, upstream, folder }) => `
daemon off;
worker_processes 1;
pid ${folder}/nginx-${port}.pid;
error_log stderr warn;
events { worker_connections 4096; }
http {
  access_log off;
  keepalive_requests 1000000000;
  client_body_temp_path ${folder}/nginx-body;
  proxy_temp_path ${folder}/nginx-proxy;
  fastcgi_temp_path ${folder}/nginx-fastcgi;
  uwsgi_temp_path ${folder}/nginx-uwsgi;
  scgi_temp_path ${folder}/nginx-scgi;
  upstream twin { server 127.0.0.1:${upstream}; keepalive 128; keepalive_requests 1000000000; }
  server {
    listen 127.0.0.1:${port};
    location /flask/ {
      proxy_pass http://twin/;
      proxy_http_version 1.1;
      proxy_set_header Connection "";
      proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
    }
  }
}
`,
};
