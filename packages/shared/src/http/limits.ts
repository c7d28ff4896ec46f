import type { Server } from 'node:http';

/** What bounds a connection to a service, in milliseconds and bytes; all but the last are options of `createServer`. */
export interface ServiceLimits {
  readonly headersTimeout: number;
  readonly requestTimeout: number;
  readonly connectionsCheckingInterval: number;
  readonly keepAliveTimeout: number;
  readonly maxHeaderSize: number;
  /** How long a connection in use may carry nothing either way, such as a client that does not read its answer. */
  readonly stallTimeout: number;
}

/**
 * The limits of a service that runs. Slow headers are answered 408 after 5 s, slow bodies after 10 s. A service keeps
 * idle connections longer than the gateway does (60 s), so that it is never the service that closes one just as the
 * gateway uses it again (the keep-alive race, RFC 9112 §9.3.1).
 */
export const SERVICE_LIMITS: ServiceLimits = {
  headersTimeout: 5000,
  requestTimeout: 10_000,
  connectionsCheckingInterval: 500,
  keepAliveTimeout: 65_000,
  maxHeaderSize: 16 * 1024,
  stallTimeout: 30_000,
};

/** Applies the limits that `createServer` takes no option for. */
export function limitSockets(server: Server, { stallTimeout }: ServiceLimits): void {
  // Bounded by size, not by number: beyond 2000 Node would silently drop fields.
  server.maxHeadersCount = 0;
  server.timeout = stallTimeout;
}
