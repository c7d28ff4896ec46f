import { readTrace, startTrace, traceparent } from '@echo-twins/shared/http/trace-context';
import { addForwarded, type Origin } from './forwarding.ts';
import type { RequestHead } from './request-head.ts';
import { appendVia } from './via.ts';

/** What the gateway says about a request that it passes on. */
export interface OwnWords extends Origin {
  readonly requestId: string;
  readonly httpVersion: string;
  readonly method: string;
}

/** Some servers want a length with these even when there is no body (RFC 9110 §8.6). */
const SAYS_LENGTH: ReadonlySet<string> = new Set(['POST', 'PUT', 'PATCH']);

/** The fields that are passed on: the client's, and then the gateway's own, which nothing of the client's can remove. */
export function fieldsToPass(head: RequestHead, words: OwnWords): string[] {
  const { claims, host } = head;
  // First, as everybody does (RFC 9110 §7.2).
  const fields = host === '' ? head.fields : ['host', host, ...head.fields];
  if (head.contentLength !== undefined) fields.push('content-length', String(head.contentLength));
  else if (!head.chunked && SAYS_LENGTH.has(words.method)) fields.push('content-length', '0');
  if (head.acceptsTrailers) fields.push('te', 'trailers');
  if (head.trailer !== undefined) fields.push('trailer', head.trailer);
  addForwarded(fields, head, words);
  fields.push('via', appendVia(head.via, words.httpVersion), 'x-request-id', words.requestId);
  fields.push('traceparent', traceparent(readTrace(claims?.['traceparent']) ?? startTrace()));
  return fields;
}
