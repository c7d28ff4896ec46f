import { IncomingMessage } from 'node:http';
import type { Crossing } from '../upgrade/crossing.ts';
import type { Exchange } from './exchange.ts';

/** A request to the gateway, with what becomes of it. */
export class GatewayRequest extends IncomingMessage {
  exchange: Exchange | undefined;
  /** The handshake, when this is one. */
  crossing: Crossing | undefined;
}
