import type { Pace } from '../exchange/limits.ts';
import type { Lane } from '../lanes/lane.ts';
import type { Probe } from '../probes/probe.ts';
import type { Habits } from '../report/habits.ts';
import { Session } from '../run/lane-run.ts';
import { sideOf } from '../run/runs.ts';
import { type Finding, findingOf } from './signature.ts';

/** Two lanes that are asked one thing at a time. */
export class Pairing {
  readonly #left: Session;
  readonly #right: Session;

  constructor([left, right]: readonly [Lane, Lane]) {
    this.#left = new Session(left);
    this.#right = new Session(right);
  }

  /** What both do with one probe. */
  async finding(probe: Probe, { habits, pace }: { habits: Habits; pace: Pace }): Promise<Finding> {
    const [left, right] = await Promise.all([this.#left.run(probe, pace), this.#right.run(probe, pace)]);
    return findingOf(sideOf(left), sideOf(right), habits);
  }

  async stop(): Promise<void> {
    await Promise.all([this.#left.stop(), this.#right.stop()]);
  }
}
