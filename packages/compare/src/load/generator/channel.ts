import type { Answer } from './answer.ts';

/** Something that carries one request at a time; a loop sees connections, and simulated servers, only so. */
export interface Channel {
  /** Sends the request; `done` is called once, when the answer is complete or will not come. */
  send(done: (answer: Answer) => void): void;
}

/** Milliseconds from some fixed moment, as `performance.now()` gives them. */
export type Clock = () => number;
