import type { Endpoint } from '../../wire/endpoint.ts';
import type { LaneFacts } from '../results/plan.ts';
import type { Usage } from './usage.ts';

/** A running service that load is sent to. */
export interface Running {
  readonly endpoint: Endpoint;
  /** When its process was started, by `performance.now()`; undefined when it ran already. */
  readonly began: number | undefined;
  /** Asks what it has used so far; undefined where nobody can tell. */
  usage(): Promise<Usage | undefined>;
  stop(): Promise<void>;
}

/** A way to have one service running, afresh for every block where it is ours to start. */
export interface LoadLane {
  readonly facts: LaneFacts;
  /** What stands before the path of every request. */
  readonly prefix: string;
  /** @throws {LaneError} when it does not start */
  start(): Promise<Running>;
}
