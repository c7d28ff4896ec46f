import type { IncomingMessage } from 'node:http';
import { countHosts } from '../http/host.ts';
import type { HttpProblem } from './problem.ts';
import {
  BAD_FRAMING,
  BAD_HOST,
  EXPECTATION_FAILED,
  TRANSFER_CODING_UNKNOWN,
  VERSION_UNKNOWN,
} from './problems.ts';

/** uri-host and port (RFC 9110 §7.2). No comma, though a name may have one: a list is what it would be. */
const HOST =
  /^(?:[\w.~!$&'()*+;=%-]+|\[[\da-f:.]+\])(?::(?:\d{0,4}|[0-5]\d{4}|6[0-4]\d{3}|65[0-4]\d\d|655[0-2]\d|6553[0-5]))?$/iu;

/**
 * What Node's parser lets pass and HTTP forbids, whatever the path: the version, the host, the framing and the expectation
 * of a request. Undefined when there is nothing against it.
 */
export function refusal(request: IncomingMessage): HttpProblem | undefined {
  const { headers, httpVersion } = request;
  if (httpVersion !== '1.1' && httpVersion !== '1.0') return VERSION_UNKNOWN;
  if (!isHostValid(request)) return BAD_HOST;
  const coding = headers['transfer-encoding'];
  if (coding !== undefined && (coding !== 'chunked' || httpVersion === '1.0'))
    return badCoding(coding, httpVersion);
  const { expect } = headers;
  if (expect === undefined || httpVersion === '1.0') return undefined;
  return expect.toLowerCase() === '100-continue' ? undefined : EXPECTATION_FAILED;
}

function isHostValid({ headers: { host }, httpVersion, rawHeaders }: IncomingMessage): boolean {
  if (host === undefined) return httpVersion === '1.0';
  return HOST.test(host) && countHosts(rawHeaders) === 1;
}

function badCoding(coding: string, httpVersion: string): HttpProblem | undefined {
  if (httpVersion === '1.0' || coding === '') return BAD_FRAMING;
  const codings = coding
    .toLowerCase()
    .split(',')
    .map((each) => each.trim());
  if (codings.length === 1 && codings[0] === 'chunked') return undefined;
  return codings.every((each) => each === 'chunked' || each === '') ? BAD_FRAMING : TRANSFER_CODING_UNKNOWN;
}
