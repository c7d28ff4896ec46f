import { app, own } from '../lanes/node-server.ts';
import { get, postJson, type RequestKind } from '../load/request.ts';
import { CADDY } from '../peers/caddy.ts';
import { HAPROXY } from '../peers/haproxy.ts';
import { NGINX } from '../peers/nginx.ts';
import { isInstalled, type Peer, peerCommand } from '../peers/peer.ts';
import type { Lane } from '../rounds/lane.ts';

/** What the lanes of the gateway benchmark need. */
export interface GatewaySite {
  readonly node: string;
  /** The port of the upstream on 127.0.0.1. */
  readonly upstream: number;
  /** A folder for configuration files. */
  readonly folder: string;
}

/** The names of the lanes that others are compared with. */
export const GATEWAY = 'gateway';
export const SHIPPED = 'http-proxy-middleware as shipped';

const READY = '/flask/bench';
const PEERS: readonly Peer[] = [NGINX, HAPROXY, CADDY];

/** A GET that is answered with 160 bytes of JSON. */
export const GET: RequestKind = { ...get(READY), name: 'GET' };

/** That GET, and a POST of 1 KB that is answered alike. */
export const REQUESTS: readonly RequestKind[] = [
  GET,
  { ...postJson(READY, ''.padEnd(1022, 'x')), name: 'POST 1 KB' },
];

/** The gateway with everything on: access log, metrics, health checks, two pools. */
export function gatewayLane({ node, upstream }: GatewaySite, adminPort = 0): Lane {
  const url = `http://127.0.0.1:${upstream}`;
  const env = { EXPRESS_UPSTREAM: url, FASTIFY_UPSTREAM: url, ADMIN_PORT: String(adminPort) };
  return {
    name: GATEWAY,
    logs: true,
    command: (port) => ({ ...app(node, 'gateway', { ...env, PORT: String(port) }), ready: READY }),
  };
}

/** http-proxy-middleware as it comes. */
export function shippedLane(site: GatewaySite): Lane {
  return nodeProxy(site, SHIPPED, 'proxy-middleware');
}

/** Other proxies on Node, and bare node:http, which answers by itself. */
export function nodeLanes(site: GatewaySite): Lane[] {
  return [
    { name: 'node:http alone', command: (port) => ({ ...own(site.node, 'bare-node', port), ready: READY }) },
    nodeProxy(site, '@fastify/http-proxy', 'fastify-proxy'),
    nodeProxy(site, 'fast-proxy', 'fast-proxy'),
  ];
}

/** The other gateways that are installed. */
export function peerLanes({ upstream, folder }: GatewaySite, names = PEERS.map(({ name }) => name)): Lane[] {
  return PEERS.filter((peer) => names.includes(peer.name) && isInstalled(peer)).map((peer) => ({
    name: peer.name,
    command: (port) => peerCommand(peer, { port, upstream, folder }),
  }));
}

/** The other gateways that are not installed, by the name of their Debian package. */
export function missingPeers(): string[] {
  return PEERS.filter((peer) => !isInstalled(peer)).map(({ name }) => name);
}

function nodeProxy({ node, upstream }: GatewaySite, name: string, program: string): Lane {
  const target = `http://127.0.0.1:${upstream}`;
  return { name, command: (port) => ({ ...own(node, program, port, target), ready: READY }) };
}
