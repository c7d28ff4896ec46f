import { clientAddress, plainAddress, type Trust } from '@echo-twins/shared/http/client-address';
import { requestId } from '@echo-twins/shared/http/request-id';
import type { ClientRequest } from './proxy/gateway-request.ts';
import { REFUSALS, type Refusal } from './proxy/refusals.ts';
import { linesOf } from './proxy/field-lines.ts';
import { readHead, type RequestHead } from './proxy/request-head.ts';
import { isLoop } from './proxy/via.ts';
import { isHost, sameHost } from './routing/host.ts';
import { readTarget, type Target } from './routing/target.ts';

/** Who makes a request. */
export interface Caller {
  /** The TCP peer. */
  readonly peer: string;
  /** Whether the peer's own word about the client counts. */
  readonly trusted: boolean;
  readonly requestId: string;
  readonly clientIp: string;
  /** The trace that the request says it belongs to. */
  readonly traceparent: string | undefined;
}

/** A request that may go on. */
export interface Admitted {
  readonly caller: Caller;
  readonly refusal: undefined;
  readonly head: RequestHead;
  readonly target: Target;
}

/** A request that has been looked at: either it may go on, or it is refused. */
export type Admission = Admitted | { readonly caller: Caller; readonly refusal: Refusal };

/** Looks at a request before anything is done with it: is it clear, about whom it asks what, and from whom it comes? */
export function admit(request: ClientRequest, trust: Trust): Admission {
  const { httpVersion, method, url = '' } = request;
  if (!VERSIONS.has(httpVersion)) {
    return { caller: identify(request, undefined, trust), refusal: REFUSALS.versionNotSupported };
  }
  const head = request.body === undefined ? readHead(linesOf(request.rawHeaders), httpVersion) : request.head;
  if ('status' in head) return { caller: identify(request, undefined, trust), refusal: head };
  const caller = identify(request, head, trust);
  if (isLoop(head.via)) return { caller, refusal: REFUSALS.loop };
  if (method === 'TRACE' || method === 'CONNECT') return { caller, refusal: REFUSALS.methodNotAllowed };
  const target = method === 'OPTIONS' ? readOptionsTarget(url, head) : readTarget(url);
  if (target === undefined) return { caller, refusal: REFUSALS.badTarget };
  if (target.authority === undefined) return { caller, refusal: undefined, head, target };
  // An HTTP/1.0 request may have said it only there; otherwise both have to say the same (RFC 9112 §3.2.2).
  const known = head.host === '' ? isHost(target.authority) : sameHost(target.authority, head.host);
  if (!known) return { caller, refusal: REFUSALS.badHost };
  return { caller, refusal: undefined, head: { ...head, host: target.authority }, target };
}

const VERSIONS: ReadonlySet<string> = new Set(['1.1', '1.0']);

/** The target of `OPTIONS *`: the gateway as a whole (RFC 9110 §9.3.7). */
export const EVERYTHING: Target = { path: '*', query: '', authority: undefined };

/** An OPTIONS request may be meant for whoever it meets after so many hops (RFC 9110 §7.6.2). */
function readOptionsTarget(url: string, head: RequestHead): Target | undefined {
  if (url === '*') return EVERYTHING;
  const target = readTarget(url);
  // `OPTIONS http://host` is what `OPTIONS *` is to a proxy (RFC 9112 §3.2.4).
  if (target?.authority !== undefined && !/\/[^/]*[/?]/u.test(url.slice('http:/'.length))) {
    return { ...EVERYTHING, authority: target.authority };
  }
  if (target === undefined || head.maxForwards === undefined) return target;
  return Number(head.maxForwards) === 0 ? { ...EVERYTHING, authority: target.authority } : target;
}

function identify(request: ClientRequest, head: RequestHead | undefined, trust: Trust): Caller {
  const peer = plainAddress(request.socket.remoteAddress);
  const { claims, hearsay = '' } = head ?? {};
  const chain = claims?.['x-forwarded-for'];
  return {
    peer,
    trusted: (claims !== undefined || hearsay !== '') && trust(peer),
    requestId: requestId(claims?.['x-request-id']),
    clientIp: chain === undefined ? peer : clientAddress(peer, chain, trust),
    traceparent: claims?.['traceparent'],
  };
}
