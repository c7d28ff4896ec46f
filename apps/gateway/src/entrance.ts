import { type Admission, type Admitted, admit, type Caller, EVERYTHING } from './admission.ts';
import type { Gate, House, Interior } from './interior.ts';
import { CLIENT_GONE, type Visit } from './proxy/access-log.ts';
import { type OwnAnswer, problem, sendOwn } from './proxy/answer.ts';
import { Exchange } from './proxy/exchange.ts';
import type { ClientRequest } from './proxy/gateway-request.ts';
import type { ClientResponse } from './proxy/client-response.ts';
import { discardLeftover } from './proxy/leftover.ts';
import { linesToPass } from './proxy/own-fields.ts';
import { pass } from './proxy/proxy.ts';
import type { ExchangeRecord } from './proxy/record.ts';
import { REFUSALS, type Refusal } from './proxy/refusals.ts';
import type { RequestHead } from './proxy/request-head.ts';
import { prefersJson } from './routing/listing.ts';
import type { Route } from './routing/routes.ts';

/** What happens to every request, in order: look at it, find its route, pass it on or answer it, log it. */
export function createEntrance(house: House): (request: ClientRequest, response: ClientResponse) => void {
  return (request, response) => new Reception(house, request, response).begin();
}

/** A request at the gateway, from its arrival to its line in the log. */
class Reception implements Visit {
  readonly request: ClientRequest;
  readonly target: string;
  readonly caller: Caller;
  readonly started = performance.now();
  status = 0;
  route: string | undefined;
  record: ExchangeRecord | undefined;
  ownBytes = 0;
  quiet = false;
  readonly #house: House;
  /** The request keeps to the configuration that it came under. */
  readonly #interior: Interior;
  readonly #response: ClientResponse;
  readonly #admission: Admission;

  constructor(house: House, request: ClientRequest, response: ClientResponse) {
    this.#house = house;
    this.#interior = house.interior;
    this.request = request;
    this.#response = response;
    this.target = request.url ?? '';
    this.#admission = admit(request, house.trusted);
    this.caller = this.#admission.caller;
  }

  begin(): void {
    this.#house.begun();
    this.#response.on('close', () => this.#end());
    const admission = this.#admission;
    if (admission.refusal !== undefined) this.#refuse(admission.refusal);
    else this.#admit(admission);
  }

  #admit({ head, target: { path, query } }: Admitted): void {
    const { request } = this;
    const house = this.#house;
    const interior = this.#interior;
    const own = ownAnswer(house, path, request);
    if (own !== undefined) {
      this.quiet = path === interior.healthPath;
      const readOnly = path !== EVERYTHING.path && request.method !== 'GET' && request.method !== 'HEAD';
      return readOnly ? this.#refuse(REFUSALS.readOnly) : this.#answer(own());
    }
    if (house.inFlight > interior.limits.requests) return this.#refuse(REFUSALS.overloaded);
    if (house.inFlight > house.guard.limit) {
      house.guard.refused();
      return this.#refuse(REFUSALS.overloaded);
    }
    const match = interior.routes.match(path);
    if (match === undefined) return this.#refuse(REFUSALS.noRoute, { routes: interior.listing.routes });
    const { crossing } = request;
    const { route, rest } = match;
    this.route = route.settings.prefix;
    const excess = route.upstreams.rateLimit?.(this.caller.clientIp);
    if (excess !== undefined) return this.#refuse(excess);
    if (crossing && route.upstreams.comparison) return this.#refuse(REFUSALS.noWebSockets);
    const unwanted = crossing?.admit(interior.limits.websockets);
    if (unwanted !== undefined) return this.#refuse(unwanted);
    this.#pass(route, rest + query, head);
  }

  #pass({ settings, upstreams: gate }: Route<Gate>, path: string, head: RequestHead): void {
    const { request, caller } = this;
    const { method = '' } = request;
    const response = this.#response;
    const { draining } = this.#house;
    const prefix = settings.prefix === '/' ? '' : settings.prefix;
    const lines = linesToPass(head, { caller, prefix, method, httpVersion: request.httpVersion });
    const bodyLength = head.chunked ? undefined : (head.contentLength ?? 0);
    const { expectsContinue } = head;
    const refuse = (refusal: Refusal): void => this.#refuse(refusal);
    if (gate.comparison !== undefined) {
      const own = head.lines;
      const comparand = {
        request,
        response,
        method,
        path,
        own,
        lines,
        bodyLength,
        expectsContinue,
        draining,
      };
      const answer = (compared: OwnAnswer): void => this.#answer(compared);
      void gate.comparison.compare(comparand, { answer, refuse });
      return;
    }
    request.exchange = new Exchange({
      request,
      response,
      upstreams: gate.upstreams,
      budget: gate.budget,
      retryOn: settings.retryOn,
      body: settings.body,
      draining,
      stall: this.#interior.limits.stall,
      started: this.started,
      requestId: caller.requestId,
      method,
      prefix,
      clientIp: caller.clientIp,
      path,
      lines,
      bodyLength,
      expectsContinue,
      crossing: request.crossing,
      refuse,
    });
    pass(this.#house.proxy, request, response);
  }

  #answer(own: OwnAnswer): void {
    sendOwn(this.#response, this.caller.requestId, own);
    if (this.request.method !== 'HEAD') this.ownBytes = Buffer.byteLength(own.body);
  }

  #refuse(refusal: Refusal, extra?: Record<string, unknown>): void {
    this.#answer(problem(refusal, this.caller.requestId, extra));
  }

  /** The answer is out, or the client has gone. */
  #end(): void {
    const { request } = this;
    const response = this.#response;
    if (request.body === undefined && !request.complete) discardLeftover(request);
    request.exchange?.cancel();
    this.record = request.exchange?.record;
    this.status = response.writableFinished || this.record?.broken ? response.statusCode : CLIENT_GONE;
    this.#house.counted(this);
    // What passes through a tunnel is known when that ends.
    if (request.crossing?.opened) request.crossing.afterwards(() => this.#house.logged(this));
    else this.#house.logged(this);
  }
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
