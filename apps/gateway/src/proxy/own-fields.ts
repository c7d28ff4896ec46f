import { readTrace, startTrace, traceparent } from '@echo-twins/shared/http/trace-context';
import type { Caller } from '../admission.ts';
import { forwardedLines } from './forwarding.ts';
import type { RequestHead } from './request-head.ts';
import { appendVia } from './via.ts';

/** What the gateway says about a request that it passes on. */
export interface OwnWords {
  readonly caller: Caller;
  /** The part of the path that was taken off; empty when none was. */
  readonly prefix: string;
  readonly httpVersion: string;
  readonly method: string;
}

/** Some servers want a length with these even when there is no body (RFC 9110 §8.6). */
const SAYS_LENGTH: ReadonlySet<string> = new Set(['POST', 'PUT', 'PATCH']);

/** The field lines that are passed on: the client's, and then the gateway's own, which nothing of the client's can remove. */
export function linesToPass(head: RequestHead, words: OwnWords): string {
  const { claims, host } = head;
  // First, as everybody does (RFC 9110 §7.2).
  let lines = host === '' ? head.lines : `host: ${host}\r\n${head.lines}`;
  if (head.contentLength !== undefined) lines += `content-length: ${head.contentLength}\r\n`;
  else if (!head.chunked && SAYS_LENGTH.has(words.method)) lines += 'content-length: 0\r\n';
  if (head.maxForwards !== undefined)
    lines += `max-forwards: ${hopsLeft(head.maxForwards, words.method)}\r\n`;
  if (head.acceptsTrailers) lines += 'te: trailers\r\n';
  if (head.trailer !== undefined) lines += `trailer: ${head.trailer}\r\n`;
  lines += forwardedLines(head, words.caller, words.prefix);
  const trace = traceparent(readTrace(claims?.['traceparent']) ?? startTrace());
  return `${lines}via: ${appendVia(head.via, words.httpVersion)}\r\nx-request-id: ${words.caller.requestId}\r\ntraceparent: ${trace}\r\n`;
}

/** `Max-Forwards` for the next one; it means something with OPTIONS only, as TRACE is not passed on (RFC 9110 §7.6.2). */
function hopsLeft(maxForwards: string, method: string): string {
  const hops = Number(maxForwards);
  return method === 'OPTIONS' && hops > 0 ? String(Math.floor(hops) - 1) : maxForwards;
}
