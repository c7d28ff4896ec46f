import type { ServerResponse } from 'node:http';
import { clientAddress, plainAddress, type Trust } from '@echo-twins/shared/http/client-address';
import { requestId as safeRequestId } from '@echo-twins/shared/http/request-id';
import { readTrace, startTrace, traceparent } from '@echo-twins/shared/http/trace-context';
import type { Logger } from '@echo-twins/shared/logging/logger';
import type { RetryBudget } from './pools/retry-budget.ts';
import type { Upstreams } from './pools/upstreams.ts';
import { logVisit } from './proxy/access-log.ts';
import { type OwnAnswer, problem, sendOwn } from './proxy/answer.ts';
import { Exchange } from './proxy/exchange.ts';
import { addForwarded } from './proxy/forwarding.ts';
import type { GatewayRequest } from './proxy/gateway-request.ts';
import { discardLeftover } from './proxy/leftover.ts';
import { pass, type Proxy } from './proxy/proxy.ts';
import { REFUSALS, type Refusal } from './proxy/refusals.ts';
import { readHead, type RequestHead } from './proxy/request-head.ts';
import { appendVia, isLoop } from './proxy/via.ts';
import { type Listing, prefersJson } from './routing/listing.ts';
import type { Match, RouteTable } from './routing/routes.ts';
import { readTarget, type Target } from './routing/target.ts';

/** Where a route leads: a pool or group, and the proxy in front of it. */
export interface Destination {
  readonly upstreams: Upstreams;
  readonly proxy: Proxy;
  readonly budget: RetryBudget;
}

/** What a request can meet in the gateway. */
export interface Interior {
  readonly routes: RouteTable<Destination>;
  readonly listing: Listing;
  /** Where the gateway's own answers are; undefined when it has none. */
  readonly listingPath: string | undefined;
  readonly healthPath: string | undefined;
  readonly health: () => OwnAnswer;
  readonly trusted: Trust;
  readonly logger: Logger;
}

interface Caller {
  readonly peer: string;
  readonly trusted: boolean;
  readonly requestId: string;
  readonly clientIp: string;
}

/** What happens to every request, in order: check it, find its route, pass it on or answer it, log it. */
export function createEntrance(
  interior: Interior,
): (request: GatewayRequest, response: ServerResponse) => void {
  return (request, response) => {
    const started = performance.now();
    const { rawHeaders, httpVersion, method = '', url = '' } = request;
    const read = readHead(rawHeaders, httpVersion);
    const head = 'status' in read ? undefined : read;
    const caller = identify(request, head, interior.trusted);
    const refuse = (refusal: Refusal, extra?: Record<string, unknown>): void =>
      sendOwn(response, caller.requestId, problem(refusal, caller.requestId, extra));
    let match: Match<Destination> | undefined;
    let quiet = false;

    response.on('close', () => {
      if (!request.complete) discardLeftover(request);
      logVisit(interior.logger, {
        request,
        response,
        requestId: caller.requestId,
        clientIp: caller.clientIp,
        target: url,
        started,
        route: match?.route.settings.prefix,
        record: request.exchange?.record,
        quiet,
      });
    });

    if ('status' in read) return refuse(read);
    if (isLoop(read.via)) return refuse(REFUSALS.loop);
    if (method === 'TRACE') return refuse(REFUSALS.methodNotAllowed);
    if (url === '*')
      return method === 'OPTIONS' ? sendAllowed(response, caller.requestId) : refuse(REFUSALS.badTarget);
    const target = readTarget(url);
    if (target === undefined) return refuse(REFUSALS.badTarget);
    if (target.authority !== undefined && target.authority !== read.host) return refuse(REFUSALS.badHost);

    const own = ownAnswer(interior, target, request);
    if (own !== undefined) {
      quiet = target.path === interior.healthPath;
      if (method === 'GET' || method === 'HEAD') return sendOwn(response, caller.requestId, own());
      return refuse(REFUSALS.readOnly);
    }
    match = interior.routes.match(target.path);
    if (match === undefined) return refuse(REFUSALS.noRoute, { routes: interior.listing.routes });

    const { route, rest } = match;
    const { prefix } = route.settings;
    addOwnFields(read, caller, { prefix: prefix === '/' ? '' : prefix, httpVersion });
    request.exchange = new Exchange({
      request,
      response,
      upstreams: route.upstreams.upstreams,
      budget: route.upstreams.budget,
      retryOn: route.settings.retryOn,
      requestId: caller.requestId,
      method,
      path: target.query === '' ? rest : rest + target.query,
      fields: read.fields,
      bodyLength: read.chunked ? undefined : (read.contentLength ?? 0),
      expectsContinue: read.expectsContinue,
      refuse,
    });
    pass(route.upstreams.proxy, request, response);
  };
}

function identify(request: GatewayRequest, head: RequestHead | undefined, trust: Trust): Caller {
  const peer = plainAddress(request.socket.remoteAddress);
  const claims = head?.claims;
  const chain = claims?.['x-forwarded-for'];
  return {
    peer,
    trusted: claims !== undefined && trust(peer),
    requestId: safeRequestId(claims?.['x-request-id']),
    clientIp: chain === undefined ? peer : clientAddress(peer, chain, trust),
  };
}

/** Adds what the gateway itself says about a request to what is passed on. */
function addOwnFields(head: RequestHead, caller: Caller, via: { prefix: string; httpVersion: string }): void {
  const { fields, claims, host } = head;
  const { peer, trusted, requestId } = caller;
  if (host !== '') fields.push('host', host);
  if (head.contentLength !== undefined) fields.push('content-length', String(head.contentLength));
  if (head.acceptsTrailers) fields.push('te', 'trailers');
  addForwarded(fields, head, { peer, trusted, prefix: via.prefix });
  fields.push('via', appendVia(head.via, via.httpVersion), 'x-request-id', requestId);
  fields.push('traceparent', traceparent(readTrace(claims?.['traceparent']) ?? startTrace()));
}

function ownAnswer(
  interior: Interior,
  { path }: Target,
  request: GatewayRequest,
): (() => OwnAnswer) | undefined {
  if (path === interior.listingPath) {
    const { listing } = interior;
    return () => (prefersJson(request.headers.accept) ? listing.json : listing.text);
  }
  return path === interior.healthPath ? interior.health : undefined;
}

function sendAllowed(response: ServerResponse, requestId: string): void {
  response.writeHead(204, { allow: REFUSALS.methodNotAllowed.allow, 'x-request-id': requestId }).end();
}
