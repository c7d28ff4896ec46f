import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ServerCommand } from '../processes/server.ts';

/** A folder for nginx to work in. */
export interface NginxFolder {
  /** nginx with one process and connections that are kept, routing `/flask/` to the upstream. */
  command(port: number): ServerCommand;
  remove(): void;
}

/** Prepares nginx in front of an upstream (`host:port`). */
export function nginxFolder(upstream: string): NginxFolder {
  const folder = mkdtempSync(join(tmpdir(), 'bench-nginx-'));
  return {
    command(port) {
      const file = join(folder, 'nginx.conf');
      writeFileSync(file, configuration(port, upstream));
      return {
        command: 'nginx',
        args: ['-p', folder, '-c', file],
        url: `http://127.0.0.1:${port}`,
        ready: READY,
      };
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Where every gateway here answers 200 as soon as it and its upstream serve. */
export const READY = '/flask/';

function configuration(port: number, upstream: string): string {
  return `
daemon off;
master_process off;
pid nginx.pid;
error_log stderr crit;
events { worker_connections 1024; }
http {
  access_log off;
  client_body_temp_path body;
  proxy_temp_path proxy;
  fastcgi_temp_path fastcgi;
  uwsgi_temp_path uwsgi;
  scgi_temp_path scgi;
  keepalive_requests 1000000000;
  upstream twins { server ${upstream}; keepalive 128; keepalive_requests 1000000000; }
  server {
    listen 127.0.0.1:${port};
    location /flask/ {
      proxy_pass http://twins/;
      proxy_http_version 1.1;
      proxy_set_header Connection "";
    }
  }
}
`;
}
