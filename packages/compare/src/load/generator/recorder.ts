import { build, encodeIntoCompressedBase64, type Histogram } from 'hdr-histogram-js';
import type { Answer } from './answer.ts';
import { SLICES, type Tally } from './tally.ts';

/** Latencies over a minute are put down as a minute. */
const HIGHEST = 60_000_000;

/** A histogram of microseconds with 3 significant digits. */
function microseconds(): Histogram {
  return build({
    bitBucketSize: 32,
    lowestDiscernibleValue: 1,
    highestTrackableValue: HIGHEST,
    numberOfSignificantValueDigits: 3,
    useWebAssembly: false,
  });
}

/** When a request was due and when its answer was complete, in milliseconds of one clock. */
export interface Course {
  readonly due: number;
  /** How much later than it could the generator sent it, in milliseconds. */
  readonly late: number;
  readonly done: number;
}

/** The part of a load that counts. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** Tells a good answer from a bad one; `undefined` when it is good. */
export type Judge = (answer: Answer) => 'status' | 'body' | 'broken' | undefined;

/** Counts what happens within a window. */
export class Recorder {
  readonly #span: Span;
  readonly #judge: Judge;
  readonly #latencies = microseconds();
  readonly #slips = microseconds();
  readonly #slices = Array.from({ length: SLICES }, () => 0);
  readonly #failures = { status: 0, body: 0, broken: 0, dropped: 0 };
  #sum = 0;
  #count = 0;
  #outstanding = 0;

  constructor(span: Span, judge: Judge) {
    this.#span = span;
    this.#judge = judge;
  }

  /** A request is over. `at` decides whether it belongs to the window: when it was due, or when it was done. */
  record({ due, late, done }: Course, answer: Answer, at: number): void {
    const { from, to } = this.#span;
    if (at < from || at >= to) return;
    const fault = this.#judge(answer);
    if (fault) {
      this.#failures[fault] += 1;
      return;
    }
    const latency = (done - due) * 1000;
    this.#sum += latency;
    this.#latencies.recordValue(Math.min(HIGHEST, Math.max(1, Math.round(latency))));
    this.#slips.recordValue(Math.min(HIGHEST, Math.max(1, Math.round(late * 1000))));
    const slice = Math.floor((SLICES * (at - from)) / (to - from));
    this.#slices[slice] = (this.#slices[slice] ?? 0) + 1;
    this.#count += 1;
  }

  /** So many requests were under way for so long, in milliseconds. */
  outstanding(count: number, during: number): void {
    this.#outstanding += count * during;
  }

  /** So many requests of the window were never sent, or never answered. */
  dropped(count: number): void {
    this.#failures.dropped += count;
  }

  /** What it came to. */
  tally(open: boolean, generator: Tally['generator']): Tally {
    const length = this.#span.to - this.#span.from;
    return {
      slices: [...this.#slices],
      seconds: length / 1000,
      mean: this.#count === 0 ? 0 : this.#sum / this.#count,
      histogram: encodeIntoCompressedBase64(this.#latencies),
      failures: { ...this.#failures },
      slip: open
        ? { p50: this.#slips.getValueAtPercentile(50), p99: this.#slips.getValueAtPercentile(99) }
        : null,
      inFlight: this.#outstanding / length,
      generator,
    };
  }
}
