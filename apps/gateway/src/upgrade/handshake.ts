import type { IncomingMessage } from 'node:http';

/** What an `Upgrade` field asks for, as far as the gateway cares. */
export type UpgradeKind =
  /** The opening handshake of a WebSocket (RFC 6455 §4.1). */
  | 'websocket'
  /** The same, in a version that nobody here speaks. */
  | 'unknown version'
  /** Anything else, such as `h2c`: ignored, the request is served as what it is (RFC 9110 §7.8). */
  | 'other';

const KEY = /^[A-Za-z0-9+/]{22}==$/u;
/** The only version there is. */
const VERSION = '13';

/** Reads the opening handshake of a request with `Upgrade`. */
export function readHandshake({ method, httpVersion, headers }: IncomingMessage): UpgradeKind {
  const { upgrade = '', 'sec-websocket-key': key = '', 'sec-websocket-version': version } = headers;
  // A handshake has no body. One that says it has would leave the body behind as the next request.
  if (headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) !== 0)
    return 'other';
  if (upgrade.toLowerCase() !== 'websocket' || method !== 'GET' || httpVersion === '1.0') return 'other';
  if (!KEY.test(key)) return 'other';
  return version === VERSION ? 'websocket' : 'unknown version';
}
