import { ServerResponse } from 'node:http';
import type { ClientResponse, HeadLines } from './client-response.ts';
import { fieldsOf } from './field-lines.ts';
import type { GatewayRequest } from './gateway-request.ts';

/** Node's answer to a request that went through its parser. */
export class GatewayResponse extends ServerResponse<GatewayRequest> implements ClientResponse {
  writeLines(status: number, reason: string, { lines }: HeadLines): void {
    this.writeHead(status, reason, fieldsOf(lines));
  }
}
