import type { Console } from '../../cli/console.ts';
import type { Plan } from '../results/plan.ts';
import { blockSeconds, durationText } from '../run/time.ts';
import type { Slot } from '../schedule/schedule.ts';

const BAR = 20;

/** Tells how far a run is and how long it will still take: on a terminal in one line, elsewhere a line a round. */
export class LoadProgress {
  readonly #console: Console;
  readonly #plan: Plan;
  readonly #began = performance.now();
  #first = -1;
  #round = '';

  constructor(console: Console, plan: Plan) {
    this.#console = console;
    this.#plan = plan;
  }

  /** The next block begins; so many are done. */
  readonly step = (done: number, slots: readonly Slot[]): void => {
    if (this.#first === -1) this.#first = done;
    const place = slots[done]?.place;
    if (!place) return;
    const left = durationText(this.#left(done, slots));
    const what = place.phase === 'noise' ? `noise floor, ${place.lane}` : `${place.workload}, ${place.lane}`;
    if (this.#console.watched) {
      const bar = '█'.repeat(Math.round((BAR * done) / slots.length)).padEnd(BAR, '░');
      this.#console.err(`\r\u001B[2K${bar} block ${done + 1} of ${slots.length}, ${left} left: ${what}`);
      return;
    }
    const round = `${place.phase} ${place.round}`;
    if (round === this.#round) return;
    this.#round = round;
    this.#console.err(
      `block ${done + 1} of ${slots.length}, ${left} left: ${place.phase} round ${place.round + 1}\n`,
    );
  };

  /** Clears the line. */
  end(): void {
    if (this.#console.watched) this.#console.err('\r\u001B[2K');
  }

  /** By the plan at first, then by how long the blocks so far took beside what was planned for them. */
  #left(done: number, slots: readonly Slot[]): number {
    const planned = (part: readonly Slot[]): number =>
      part.reduce((sum, slot) => sum + blockSeconds(this.#plan, slot), 0);
    const passed = planned(slots.slice(this.#first, done));
    const factor = passed === 0 ? 1 : (performance.now() - this.#began) / 1000 / passed;
    return planned(slots.slice(done)) * factor;
  }
}
