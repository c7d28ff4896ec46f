import type { Socket } from 'node:net';
import type { Exchange } from '../proxy/exchange.ts';
import { fieldsOf } from '../proxy/field-lines.ts';
import type { PlainHead } from './plain-head.ts';

const NO_TRAILERS: string[] = [];

/** A request that came whole and was read without Node's parser; what the gateway asks of an `IncomingMessage`, and no more. */
export class PlainRequest {
  readonly httpVersion = '1.1';
  readonly httpVersionMinor = 1;
  readonly complete = true;
  readonly rawTrailers = NO_TRAILERS;
  readonly socket: Socket;
  readonly head: PlainHead;
  /** Whatever asks for another protocol is read by Node's parser. */
  readonly crossing = undefined;
  exchange: Exchange | undefined;

  constructor(head: PlainHead, socket: Socket) {
    this.socket = socket;
    this.head = head;
    this.exchange = undefined;
  }

  get method(): string {
    return this.head.method;
  }

  get url(): string {
    return this.head.target;
  }

  /** The body, each character a byte. */
  get body(): string {
    return this.head.body;
  }

  /** `[name, value, …]` as they came. */
  get rawHeaders(): string[] {
    return fieldsOf(this.head.raw);
  }

  /** What the client would like to have, as far as the gateway's own answers ask. */
  get headers(): { readonly accept: string | undefined } {
    const fields = this.rawHeaders;
    const values = fields.filter(
      (_, index) => index % 2 === 1 && fields[index - 1]?.toLowerCase() === 'accept',
    );
    return { accept: values.length === 0 ? undefined : values.join(', ') };
  }
}
