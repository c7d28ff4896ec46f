/** A request that is not passed on, or a replica's failure: what the client is told. */
export interface Refusal {
  readonly status: number;
  /** Stable, for programs and for the log. */
  readonly code: string;
  /** What the client could change; nothing about what is behind the gateway. */
  readonly detail: string;
  /** Whether the connection ends with the answer, because what follows on it cannot be trusted (RFC 9112 §6.3). */
  readonly close?: boolean;
  /** Seconds, for `Retry-After`. */
  readonly retryAfter?: number;
  readonly allow?: string;
  /** Fields besides: names and values in turn. */
  readonly fields?: readonly string[];
}

/** Everything that the gateway itself answers other than 200. */
export const REFUSALS = {
  badRequest: refusal(400, 'BAD_REQUEST', 'The request is not valid HTTP/1.1.', true),
  badTarget: refusal(
    400,
    'BAD_TARGET',
    'The request target is not a valid path with percent-encoded UTF-8.',
    true,
  ),
  badHost: refusal(
    400,
    'BAD_HOST',
    'There must be one Host, a name or an address with an optional port.',
    true,
  ),
  badFraming: refusal(400, 'BAD_FRAMING', 'The length of the body must be given once, in one way.', true),
  duplicateField: refusal(400, 'DUPLICATE_FIELD', 'A field that may be there once is there twice.', true),
  targetTooLong: refusal(414, 'TARGET_TOO_LONG', 'The request target is longer than 16 KiB.', true),
  headersTooLarge: refusal(
    431,
    'HEADERS_TOO_LARGE',
    'The header section is larger than 16 KiB or has more than 1000 fields.',
    true,
  ),
  requestTimeout: refusal(408, 'REQUEST_TIMEOUT', 'The request did not arrive in time.', true),
  expectationFailed: refusal(417, 'EXPECTATION_FAILED', 'Only the expectation 100-continue is met.', true),
  bodyTooLarge: refusal(413, 'BODY_TOO_LARGE', 'The body is larger than this route takes.', true),
  tooMany: refusal(429, 'TOO_MANY_REQUESTS', 'Too many requests from this address; try again later.'),
  noRoute: refusal(404, 'NO_ROUTE', 'No route leads here; these exist.'),
  noWebSockets: refusal(
    400,
    'NO_WEBSOCKETS',
    'Two answers are compared here; a WebSocket has none that ends.',
    true,
  ),
  methodNotAllowed: {
    ...refusal(405, 'METHOD_NOT_ALLOWED', 'This method is not passed on.', true),
    allow: 'GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS',
  },
  readOnly: { ...refusal(405, 'METHOD_NOT_ALLOWED', 'This can only be read.'), allow: 'GET, HEAD' },
  loop: refusal(508, 'LOOP', 'The request has been through this gateway too often.', true),
  unavailable: {
    ...refusal(503, 'UNAVAILABLE', 'Nobody is there to answer; try again later.'),
    retryAfter: 2,
  },
  upgradeRequired: {
    ...refusal(426, 'UPGRADE_REQUIRED', 'Version 13 of the WebSocket protocol is spoken here.', true),
    fields: ['connection', 'upgrade', 'upgrade', 'websocket', 'sec-websocket-version', '13'],
  },
  overloaded: {
    ...refusal(503, 'OVERLOADED', 'Too many requests wait already; try again later.'),
    retryAfter: 1,
  },
  notImplemented: refusal(501, 'METHOD_UNKNOWN', 'This method is not known here.', true),
  versionNotSupported: refusal(505, 'VERSION_NOT_SUPPORTED', 'HTTP/1.1 is spoken here.', true),
  badAnswer: refusal(502, 'BAD_ANSWER', 'No valid answer came from behind the gateway.'),
  noAnswer: refusal(504, 'NO_ANSWER', 'No answer came from behind the gateway in time.'),
} as const satisfies Record<string, Refusal>;

function refusal(status: number, code: string, detail: string, close = false): Refusal {
  return { status, code, detail, close };
}
