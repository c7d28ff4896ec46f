import { admit, EVERYTHING } from './admission.ts';
import type { Gate, House } from './interior.ts';
import { CLIENT_GONE } from './proxy/access-log.ts';
import { type OwnAnswer, problem, sendOwn } from './proxy/answer.ts';
import { Exchange } from './proxy/exchange.ts';
import type { ClientRequest } from './proxy/gateway-request.ts';
import type { ClientResponse } from './proxy/client-response.ts';
import { discardLeftover } from './proxy/leftover.ts';
import { linesToPass } from './proxy/own-fields.ts';
import { pass } from './proxy/proxy.ts';
import { REFUSALS, type Refusal } from './proxy/refusals.ts';
import { prefersJson } from './routing/listing.ts';
import type { Match } from './routing/routes.ts';

/** What happens to every request, in order: look at it, find its route, pass it on or answer it, log it. */
export function createEntrance(house: House): (request: ClientRequest, response: ClientResponse) => void {
  return (request, response) => {
    const started = performance.now();
    const { interior } = house;
    const { method = '', url: target = '', httpVersion } = request;
    const admission = admit(request, house.trusted);
    const { caller } = admission;
    const { requestId } = caller;
    let ownBytes = 0;
    const answer = (own: OwnAnswer): void => {
      sendOwn(response, requestId, own);
      if (method !== 'HEAD') ownBytes = Buffer.byteLength(own.body);
    };
    const refuse = (refusal: Refusal, extra?: Record<string, unknown>): void =>
      answer(problem(refusal, requestId, extra));
    let match: Match<Gate> | undefined;
    let quiet = false;
    house.begun();

    response.on('close', () => {
      if (request.body === undefined && !request.complete) discardLeftover(request);
      const { exchange } = request;
      exchange?.cancel();
      const record = exchange?.record;
      const status = response.writableFinished || record?.broken ? response.statusCode : CLIENT_GONE;
      const route = match?.route.settings.prefix;
      house.finished({ request, target, caller, started, status, route, record, ownBytes, quiet });
    });

    if (admission.refusal !== undefined) return refuse(admission.refusal);
    const { path, query } = admission.target;
    const own = ownAnswer(house, path, request);
    if (own !== undefined) {
      quiet = path === interior.healthPath;
      const readOnly = path !== EVERYTHING.path && method !== 'GET' && method !== 'HEAD';
      return readOnly ? refuse(REFUSALS.readOnly) : answer(own());
    }
    if (house.inFlight > interior.limits.requests) return refuse(REFUSALS.overloaded);
    if (house.inFlight > house.guard.limit) {
      house.guard.refused();
      return refuse(REFUSALS.overloaded);
    }
    match = interior.routes.match(path);
    if (match === undefined) return refuse(REFUSALS.noRoute, { routes: interior.listing.routes });

    const { head } = admission;
    const { route, rest } = match;
    const { retryOn, body } = route.settings;
    const prefix = route.settings.prefix === '/' ? '' : route.settings.prefix;
    const gate = route.upstreams;
    const excess = gate.rateLimit?.(caller.clientIp);
    if (excess !== undefined) return refuse(excess);
    if (gate.comparison !== undefined) {
      const { comparison } = gate;
      const comparand = {
        request,
        response,
        method,
        path: rest + query,
        own: head.lines,
        lines: linesToPass(head, { ...caller, prefix, httpVersion, method }),
        bodyLength: head.chunked ? undefined : (head.contentLength ?? 0),
        expectsContinue: head.expectsContinue,
        draining: house.draining,
      };
      void comparison.compare(comparand, { answer, refuse });
      return;
    }
    request.exchange = new Exchange({
      request,
      response,
      upstreams: gate.upstreams,
      budget: gate.budget,
      retryOn,
      body,
      draining: house.draining,
      stall: interior.limits.stall,
      requestId,
      method,
      prefix,
      clientIp: caller.clientIp,
      path: rest + query,
      lines: linesToPass(head, { ...caller, prefix, httpVersion, method }),
      bodyLength: head.chunked ? undefined : (head.contentLength ?? 0),
      expectsContinue: head.expectsContinue,
      refuse,
    });
    pass(gate.proxy, request, response);
  };
}

function ownAnswer(house: House, path: string, request: ClientRequest): (() => OwnAnswer) | undefined {
  const { interior } = house;
  switch (path) {
    case interior.listingPath: {
      const { listing } = interior;
      return () => (prefersJson(request.headers.accept) ? listing.json : listing.text);
    }
    case interior.healthPath:
      return () => house.health(interior);
    case EVERYTHING.path:
      return () => ALLOWED;
    default:
      return undefined;
  }
}

const ALLOWED: OwnAnswer = {
  status: 200,
  type: 'text/plain; charset=utf-8',
  body: '',
  fields: ['allow', REFUSALS.methodNotAllowed.allow],
};
