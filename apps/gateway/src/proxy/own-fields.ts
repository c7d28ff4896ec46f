import { readTrace, startTrace, traceparent } from '@echo-twins/shared/http/trace-context';
import { addForwarded, type Origin } from './forwarding.ts';
import type { RequestHead } from './request-head.ts';
import { appendVia } from './via.ts';

/** What the gateway says about a request that it passes on. */
export interface OwnWords extends Origin {
  readonly requestId: string;
  readonly httpVersion: string;
}

/** The fields that are passed on: the client's, and then the gateway's own, which nothing of the client's can remove. */
export function fieldsToPass(head: RequestHead, words: OwnWords): string[] {
  const { fields, claims, host } = head;
  if (host !== '') fields.push('host', host);
  if (head.contentLength !== undefined) fields.push('content-length', String(head.contentLength));
  if (head.acceptsTrailers) fields.push('te', 'trailers');
  addForwarded(fields, head, words);
  fields.push('via', appendVia(head.via, words.httpVersion), 'x-request-id', words.requestId);
  fields.push('traceparent', traceparent(readTrace(claims?.['traceparent']) ?? startTrace()));
  return fields;
}
