import type { Generator } from '../load/generator.ts';
import type { RequestKind } from '../load/request.ts';
import type { Children } from '../processes/children.ts';
import type { Lane } from './lane.ts';

/** How long and how often things are measured. */
interface Pace {
  readonly rounds: number;
  /** Seconds of load before each measured window, at the least. */
  readonly warmup: number;
  /** Seconds of a measured window. */
  readonly seconds: number;
  readonly connections: number;
  /** Decides the order of lanes; printed, so that a run can be repeated. */
  readonly seed: number;
}

/** What measuring needs. */
export interface Bench {
  readonly children: Children;
  readonly generator: Generator;
  readonly pace: Pace;
  /** Tells the person at the terminal how far it is. */
  progress(line: string): void;
  /** Prints a part of the result. */
  show(text: string): void;
}

/** Lanes that are measured side by side with the same requests. */
export interface Plan {
  readonly lanes: readonly Lane[];
  readonly requests: readonly RequestKind[];
}

/** One measurement: a lane in a round, with one kind of request. */
export interface Block {
  readonly lane: string;
  readonly round: number;
  readonly request: string;
  /** CPU time of the server, user and system, in microseconds a request. */
  readonly cost: number;
  /** Answers a second. */
  readonly rate: number;
  /** From the start of the process to its first 200, in milliseconds. */
  readonly firstAnswer: number;
}
