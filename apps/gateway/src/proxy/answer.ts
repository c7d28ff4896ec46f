import { STATUS_CODES } from 'node:http';
import { REQUEST_ID } from '@echo-twins/shared/http/request-id';
import type { ClientResponse } from './client-response.ts';
import { linesOf } from './field-lines.ts';
import type { Refusal } from './refusals.ts';

/** A small answer of the gateway's own. */
export interface OwnAnswer {
  /** Whether the connection ends with it; the fields say so too. */
  readonly close?: boolean;
  readonly status: number;
  readonly type: 'text/plain; charset=utf-8' | 'application/json' | 'application/problem+json';
  readonly body: string;
  readonly fields?: readonly string[];
}

/** Sends an answer of the gateway's own, at once and in one piece. */
export function sendOwn(response: ClientResponse, requestId: string, answer: OwnAnswer): void {
  const body = Buffer.from(answer.body);
  const fields = [
    'content-type',
    answer.type,
    'content-length',
    String(body.length),
    'x-content-type-options',
    'nosniff',
    REQUEST_ID,
    requestId,
    ...(answer.fields ?? []),
  ];
  if (answer.close) response.shouldKeepAlive = false;
  const head = { lines: linesOf(fields), dated: false, framed: true };
  response.writeLines(answer.status, STATUS_CODES[answer.status] ?? '', head);
  response.end(body);
}

/** A refusal as a problem document (RFC 9457), with what the client needs to ask about it: the request id. */
export function problem(refusal: Refusal, requestId: string, extra: Record<string, unknown> = {}): OwnAnswer {
  const { status, code, detail, close, retryAfter, allow, fields: more = [] } = refusal;
  const fields = ['cache-control', 'no-store', ...more];
  if (retryAfter !== undefined) fields.push('retry-after', String(retryAfter));
  if (allow !== undefined) fields.push('allow', allow);
  const document = {
    type: 'about:blank',
    title: STATUS_CODES[status],
    status,
    code,
    detail,
    request_id: requestId,
  };
  return {
    status,
    type: 'application/problem+json',
    body: JSON.stringify({ ...document, ...extra }),
    fields,
    ...(close && { close }),
  };
}
