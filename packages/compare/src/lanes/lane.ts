import type { Server } from '../exchange/exchange.ts';
import type { Exit } from '../exchange/observation.ts';

/** A running service that probes are sent to. */
export interface Instance extends Server {
  /** How the process ended, if it has; a service that was not started here is always taken for alive. */
  ended(): Exit | undefined;
  /** The last lines of its stderr: why it ended. */
  complaint(): string;
  stop(): Promise<void>;
}

/** A way to start one service as often as needed; the same name always behaves the same. */
export interface Lane {
  /** What reports call it, such as `express` or `fastify+gateway`. */
  readonly name: string;
  /** The framework or product and its version, as far as it is known. */
  readonly version: string;
  /** How it is configured: `defaults`, `production`, `native`, `aligned`; `url` for a service that runs elsewhere. */
  readonly profile: string;
  /** Which probes make sense: every lane route, or those of the echo services' contract. */
  readonly routes: 'lane' | 'contract';
  /** Whether probes may send its process signals: a service that runs elsewhere is not ours to end. */
  readonly owned: boolean;
  /** @throws {LaneError} when it does not start */
  start(): Promise<Instance>;
}

/** A lane that cannot be run; the message is for the person who asked for it. */
export class LaneError extends Error {
  readonly code = 'LANE_UNUSABLE';

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'LaneError';
  }
}
