import type { ServerOptions } from 'node:http';

/**
 * What bounds a connection to a service, in milliseconds and bytes. Slow headers are answered 408 after 5 s, slow
 * bodies after 10 s. A service keeps idle connections longer than the gateway does (60 s), so that it is never the
 * service that closes one just as the gateway uses it again (the keep-alive race, RFC 9112 §9.3.1).
 */
export const SERVICE_LIMITS = {
  headersTimeout: 5000,
  requestTimeout: 10_000,
  connectionsCheckingInterval: 500,
  keepAliveTimeout: 65_000,
  maxHeaderSize: 16 * 1024,
} as const satisfies ServerOptions;
