import { IncomingMessage } from 'node:http';
import type { PlainRequest } from '../fast-path/plain-request.ts';
import type { Crossing } from '../upgrade/crossing.ts';
import type { Exchange } from './exchange.ts';

/** A request to the gateway, with what becomes of it. */
export class GatewayRequest extends IncomingMessage {
  /** Comes as a stream. */
  readonly body = undefined;
  exchange: Exchange | undefined;
  /** Where it leads when it is the handshake of a WebSocket. */
  crossing: Crossing | undefined;
}

/** A request as the gateway sees it: from Node's parser, or from the fast path, whose body has come already. */
export type ClientRequest = GatewayRequest | PlainRequest;
