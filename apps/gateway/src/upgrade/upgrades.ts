import type { IncomingHttpHeaders, Server } from 'node:http';
import { admit, type Caller } from '../admission.ts';
import type { Gate, House } from '../interior.ts';
import type { Pipeline } from '../pipeline.ts';
import { CLIENT_GONE } from '../proxy/access-log.ts';
import type { GatewayRequest } from '../proxy/gateway-request.ts';
import { fieldsOf } from '../proxy/field-lines.ts';
import { linesToPass } from '../proxy/own-fields.ts';
import { refuseRaw } from '../proxy/raw-answer.ts';
import { REFUSALS, type Refusal } from '../proxy/refusals.ts';
import type { Match } from '../routing/routes.ts';
import { Crossing } from './crossing.ts';
import { readHandshake } from './handshake.ts';
import { type Handover, serveAsPlain } from './plain.ts';
import type { Tunnel } from './tunnel.ts';

/** The WebSockets that go through a gateway. */
export interface Upgrades {
  /** How many stand. */
  readonly open: number;
  /** Tells all of them to end, because the gateway does. */
  end(): void;
}

/** Takes care of upgrades on a server: WebSockets are passed on by the routes of requests, anything else is ignored. */
export function acceptUpgrades(
  server: Server<typeof GatewayRequest>,
  house: House,
  pipeline: Pipeline,
): Upgrades {
  const tunnels = new Set<Tunnel>();
  server.on('upgrade', (request, duplex, head) => {
    const { socket } = request;
    // Node says Duplex; of a server that speaks TCP it is the request's own socket.
    if (duplex !== socket) {
      duplex.destroy();
      return;
    }
    socket.on('error', () => socket.destroy());
    pipeline.after(socket, () => new Upgrade({ request, socket, head }, { server, house, tunnels }).begin());
  });
  return {
    get open() {
      return tunnels.size;
    },
    end() {
      for (const tunnel of tunnels) tunnel.end();
    },
  };
}

interface Surroundings {
  readonly server: Server<typeof GatewayRequest>;
  readonly house: House;
  readonly tunnels: Set<Tunnel>;
}

/** One request for an upgrade. */
class Upgrade {
  readonly #request: GatewayRequest;
  readonly #handover: Handover;
  readonly #surroundings: Surroundings;
  readonly #started = performance.now();
  readonly #target: string;
  #status = 0;

  constructor(
    { request, ...handover }: Handover & { readonly request: GatewayRequest },
    surroundings: Surroundings,
  ) {
    this.#request = request;
    this.#target = request.url ?? '';
    this.#handover = handover;
    this.#surroundings = surroundings;
  }

  begin(): void {
    const { house, server } = this.#surroundings;
    const { interior } = house;
    const kind = readHandshake(this.#request);
    if (kind === 'other') return serveAsPlain(server, this.#request, this.#handover);
    const admission = admit(this.#request, house.trusted);
    const { caller } = admission;
    if (admission.refusal !== undefined) return this.#refuse(admission.refusal, caller);
    const { path, query } = admission.target;
    const match = interior.routes.match(path);
    if (match === undefined) {
      const own = path === interior.listingPath || path === interior.healthPath;
      return own
        ? serveAsPlain(server, this.#request, this.#handover)
        : this.#refuse(REFUSALS.noRoute, caller);
    }
    if (kind === 'unknown version') return this.#refuse(REFUSALS.upgradeRequired, caller);
    const { prefix } = match.route.settings;
    const { httpVersion, method = '' } = this.#request;
    const words = { caller, prefix: prefix === '/' ? '' : prefix, httpVersion, method };
    this.#request.headers = toHeaders(fieldsOf(linesToPass(admission.head, words)));
    this.#request.url = match.rest + query;
    this.#cross(match, caller);
  }

  #cross(match: Match<Gate>, caller: Caller): void {
    const gate = match.route.upstreams;
    if (gate.comparison !== undefined) return this.#refuse(REFUSALS.noRoute, caller);
    const { socket, head } = this.#handover;
    const { tunnels, house } = this.#surroundings;
    house.begun();
    const { upstreams } = gate;
    const crossing = new Crossing(socket, upstreams, {
      sender: { rawHeaders: this.#request.rawHeaders, clientIp: caller.clientIp },
      refuse: (refusal) => this.#refuse(refusal, caller),
      opened: (tunnel) => {
        tunnels.add(tunnel);
        socket.on('close', () => tunnels.delete(tunnel));
      },
    });
    this.#request.crossing = crossing;
    socket.on('close', () => {
      crossing.record.bytes = crossing.replica?.bytesRead ?? 0;
      house.finished({
        request: this.#request,
        target: this.#target,
        caller,
        started: this.#started,
        status: crossing.status || this.#status || CLIENT_GONE,
        route: match.route.settings.prefix,
        record: crossing.record,
        ownBytes: 0,
        quiet: false,
      });
    });
    house.proxy.upgrade(this.#request, socket, head);
  }

  #refuse(refusal: Refusal, { requestId }: Caller): void {
    this.#status = refusal.status;
    refuseRaw(this.#handover.socket, refusal, requestId);
  }
}

function toHeaders(fields: readonly string[]): IncomingHttpHeaders {
  const headers: IncomingHttpHeaders = {};
  for (let index = 0; index < fields.length; index += 2) {
    const name = (fields[index] ?? '').toLowerCase();
    const value = fields[index + 1] ?? '';
    const before = headers[name];
    headers[name] = before === undefined ? value : [before, value].flat();
  }
  headers['connection'] = 'Upgrade';
  headers['upgrade'] = 'websocket';
  return headers;
}
