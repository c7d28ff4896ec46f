import type { IncomingMessage } from 'node:http';

/** A request that cannot be taken for what it says; both frameworks answer with the status it carries. */
export class BadRequest extends Error {
  readonly code = 'BAD_REQUEST';
  readonly status = 400;
  readonly statusCode = 400;

  constructor(message: string) {
    super(message);
    this.name = 'BadRequest';
  }
}

/** What a service has against a request, whatever its path; undefined when it takes it. */
export type Refuse = (request: IncomingMessage) => Error | undefined;

/**
 * What is wrong with the Host of a request, if anything. RFC 9112 §3.2 asks for 400 when there are two: each party on the
 * way could believe another one. Node itself only asks for at least one.
 */
export function hostProblem({ rawHeaders }: Pick<IncomingMessage, 'rawHeaders'>): BadRequest | undefined {
  return countHosts(rawHeaders) > 1 ? new BadRequest('more than one Host header') : undefined;
}

/** How often the field is there; `headers` has the first one only. */
export function countHosts(rawHeaders: readonly string[]): number {
  let hosts = 0;
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = rawHeaders[at];
    if (name?.length === 4 && name.toLowerCase() === 'host') hosts += 1;
  }
  return hosts;
}
