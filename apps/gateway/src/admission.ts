import { clientAddress, plainAddress, type Trust } from '@echo-twins/shared/http/client-address';
import { requestId } from '@echo-twins/shared/http/request-id';
import type { GatewayRequest } from './proxy/gateway-request.ts';
import { REFUSALS, type Refusal } from './proxy/refusals.ts';
import { readHead, type RequestHead } from './proxy/request-head.ts';
import { isLoop } from './proxy/via.ts';
import { readTarget, type Target } from './routing/target.ts';

/** Who makes a request. */
export interface Caller {
  /** The TCP peer. */
  readonly peer: string;
  /** Whether the peer's own word about the client counts. */
  readonly trusted: boolean;
  readonly requestId: string;
  readonly clientIp: string;
}

/** A request that has been looked at: either it may go on, or it is refused. */
export type Admission = { readonly caller: Caller } & (
  | { readonly refusal: Refusal }
  | { readonly refusal: undefined; readonly head: RequestHead; readonly target: Target }
);

/** Looks at a request before anything is done with it: is it clear, about whom it asks what, and from whom it comes? */
export function admit(request: GatewayRequest, trust: Trust): Admission {
  const { rawHeaders, httpVersion, method, url = '' } = request;
  const head = readHead(rawHeaders, httpVersion);
  if ('status' in head) return { caller: identify(request, undefined, trust), refusal: head };
  const caller = identify(request, head, trust);
  if (isLoop(head.via)) return { caller, refusal: REFUSALS.loop };
  if (method === 'TRACE') return { caller, refusal: REFUSALS.methodNotAllowed };
  const target = url === '*' && method === 'OPTIONS' ? EVERYTHING : readTarget(url);
  if (target === undefined) return { caller, refusal: REFUSALS.badTarget };
  if (target.authority !== undefined && target.authority !== head.host) {
    return { caller, refusal: REFUSALS.badHost };
  }
  return { caller, refusal: undefined, head, target };
}

/** The target of `OPTIONS *`: the gateway as a whole (RFC 9110 §9.3.7). */
export const EVERYTHING: Target = { path: '*', query: '', authority: undefined };

function identify(request: GatewayRequest, head: RequestHead | undefined, trust: Trust): Caller {
  const peer = plainAddress(request.socket.remoteAddress);
  const claims = head?.claims;
  const chain = claims?.['x-forwarded-for'];
  return {
    peer,
    trusted: claims !== undefined && trust(peer),
    requestId: requestId(claims?.['x-request-id']),
    clientIp: chain === undefined ? peer : clientAddress(peer, chain, trust),
  };
}
