/** Everything the aligned profile refuses a request for. Both twins throw these and nothing else. */
import { HttpProblem } from './problem.ts';

/** Bytes that are not HTTP/1.1 (RFC 9112 §2.2). */
export const MALFORMED_REQUEST = new HttpProblem({
  status: 400,
  name: 'malformed-request',
  detail: 'This is not a valid HTTP/1.1 message.',
  close: true,
});

/** None, several, or none that could be one (RFC 9112 §3.2). */
export const BAD_HOST = new HttpProblem({
  status: 400,
  name: 'bad-host',
  detail: 'Send exactly one Host field, with a host and perhaps a port.',
  close: true,
});

/** A `Transfer-Encoding` that HTTP/1.0 does not know, or that says nothing (RFC 9112 §6.1). */
export const BAD_FRAMING = new HttpProblem({
  status: 400,
  name: 'bad-framing',
  detail: 'Frame the body by Content-Length, or over HTTP/1.1 by Transfer-Encoding: chunked.',
  close: true,
});

/** A request target that no URI could have (RFC 9112 §3.2, RFC 3986). */
export const BAD_TARGET = new HttpProblem({
  status: 400,
  name: 'bad-target',
  detail: 'The path has to be valid by RFC 3986: UTF-8, percent-encoded, without dot segments or controls.',
});

/** A path that is not served; paths are compared exactly. */
export const NOT_FOUND = new HttpProblem({
  status: 404,
  name: 'not-found',
  detail: 'Nothing is served at this path. GET / lists what is; case and a slash at the end count.',
});

/** A method that the path does not take; `allow` names those it takes (RFC 9110 §15.5.6). */
export const methodNotAllowed = (allow: string): HttpProblem =>
  new HttpProblem({
    status: 405,
    name: 'method-not-allowed',
    detail: `This path takes ${allow}.`,
    fields: { allow },
  });

/** The head, or the body, did not come in time. */
export const REQUEST_TIMEOUT = new HttpProblem({
  status: 408,
  name: 'request-timeout',
  detail: 'The request did not arrive in time.',
  close: true,
});

/** More than `BODY_LIMIT`, or chunk extensions without end. */
export const CONTENT_TOO_LARGE = new HttpProblem({
  status: 413,
  name: 'content-too-large',
  detail: 'The body is larger than this service takes.',
  close: true,
});

/** Anything but JSON in UTF-8 (RFC 9110 §15.5.16). */
export const UNSUPPORTED_MEDIA_TYPE = new HttpProblem({
  status: 415,
  name: 'unsupported-media-type',
  detail: 'Send the body as Content-Type: application/json, in UTF-8.',
  fields: { accept: 'application/json' },
});

/** A compressed body. */
export const UNSUPPORTED_CODING = new HttpProblem({
  status: 415,
  name: 'unsupported-content-coding',
  detail: 'Send the body without Content-Encoding.',
  fields: { 'accept-encoding': 'identity' },
});

/** An `Expect` other than `100-continue` (RFC 9110 §10.1.1). */
export const EXPECTATION_FAILED = new HttpProblem({
  status: 417,
  name: 'expectation-failed',
  detail: 'The only expectation that can be met is 100-continue.',
});

/** A request line or header fields beyond the limit (RFC 6585 §5). */
export const FIELDS_TOO_LARGE = new HttpProblem({
  status: 431,
  name: 'header-fields-too-large',
  detail: 'The request line and the header fields together are larger than this service takes.',
  close: true,
});

/** A method that nobody here has heard of (RFC 9110 §15.6.2). */
export const METHOD_UNKNOWN = new HttpProblem({
  status: 501,
  name: 'method-not-implemented',
  detail: 'This service does not implement the method.',
  close: true,
});

/** `Transfer-Encoding: gzip, chunked` and the like (RFC 9112 §6.1). */
export const TRANSFER_CODING_UNKNOWN = new HttpProblem({
  status: 501,
  name: 'transfer-coding-not-implemented',
  detail: 'The only transfer coding that is understood is chunked.',
  close: true,
});

/** Neither HTTP/1.1 nor HTTP/1.0 (RFC 9110 §15.6.6). */
export const VERSION_UNKNOWN = new HttpProblem({
  status: 505,
  name: 'http-version-not-supported',
  detail: 'Use HTTP/1.1.',
  close: true,
});

/** No body where one is needed. */
export const EMPTY_BODY = new HttpProblem({
  status: 400,
  name: 'empty-body',
  detail: 'The body is empty. Send a JSON object such as {"message": "Hello"}.',
});

/** Not UTF-8, or not JSON (RFC 8259). */
export const MALFORMED_JSON = new HttpProblem({
  status: 400,
  name: 'malformed-json',
  detail: 'The body is not valid JSON in UTF-8.',
});

/** JSON that nests beyond what anybody means. */
export const NESTED_TOO_DEEPLY = new HttpProblem({
  status: 400,
  name: 'nested-too-deeply',
  detail: 'The JSON in the body has too many levels.',
});

/** A query that `GET /echoes` does not take. */
export const INVALID_PAGE = new HttpProblem({
  status: 400,
  name: 'invalid-page',
  detail: '"limit" is a number from 1 to 100, "after" the id of an echo.',
});

/** JSON, but not what `POST /echo` takes. */
export const INVALID_MESSAGE = new HttpProblem({
  status: 400,
  name: 'invalid-message',
  detail: 'The body has to be a JSON object whose "message" is a string.',
});
