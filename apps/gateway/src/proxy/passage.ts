import type { RouteSettings } from '../config/schema.ts';
import type { RetryBudget } from '../pools/retry-budget.ts';
import type { Upstreams } from '../pools/upstreams.ts';
import type { Crossing } from '../upgrade/crossing.ts';
import type { ClientResponse } from './client-response.ts';
import type { ClientRequest } from './gateway-request.ts';
import type { Refusal } from './refusals.ts';

/** A request that is ready to be passed on. */
export interface Passage {
  readonly request: ClientRequest;
  readonly response: ClientResponse;
  readonly upstreams: Upstreams;
  readonly budget: RetryBudget;
  readonly requestId: string;
  /** When the request came, on the clock of `performance.now()`. */
  readonly started: number;
  readonly method: string;
  /** The part of the path that was taken off; empty when none was. */
  readonly prefix: string;
  /** Path and query as the replica is to see them. */
  readonly path: string;
  readonly clientIp: string;
  /** The field lines as the replica is to see them. */
  readonly lines: string;
  /** The body's length; undefined when it is chunked, 0 when there is none. */
  readonly bodyLength: number | undefined;
  readonly expectsContinue: boolean;
  /** Where it leads when it is the handshake of a WebSocket. */
  readonly crossing: Crossing | undefined;
  /** Bounds on the body. */
  readonly body: RouteSettings['body'];
  /** Whether the gateway is about to end. */
  readonly draining: () => boolean;
  /** How long the client may take nothing of its answer, in milliseconds. */
  readonly stall: number;
  /** Statuses with which the request is to be sent to another replica. */
  readonly retryOn: readonly number[];
  /** Answers in the gateway's own name. */
  readonly refuse: (refusal: Refusal) => void;
}
