import type { IncomingMessage } from 'node:http';
import { clientAddress, type Trust } from './client-address.ts';
import { requestId } from './request-id.ts';

/** Who a request comes from, and what it is called in logs. */
export interface Caller {
  readonly requestId: string;
  readonly clientIp: string;
}

/** Identifies a request, while its socket is still there. */
export function identify(request: IncomingMessage, trusted: Trust): Caller {
  const { headers, socket } = request;
  return {
    requestId: requestId(headers['x-request-id']),
    clientIp: clientAddress(socket.remoteAddress, headers['x-forwarded-for'], trusted),
  };
}
