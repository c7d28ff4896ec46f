import type { Channel, Clock } from './channel.ts';
import type { Recorder } from './recorder.ts';

/** How an open loop is set up. */
interface Setting {
  /** Requests a second, however fast the answers come. */
  readonly rate: number;
  readonly channels: readonly Channel[];
  readonly clock: Clock;
}

/**
 * Load that comes at its own pace. A request is due at its time whether the server keeps up or not; when no connection is
 * free it waits, and its latency counts from when it was due. That is what a client sees of a server that stalls; a loop that
 * waits with sending leaves it out (coordinated omission).
 */
export class OpenLoop {
  readonly #interval: number;
  readonly #free: Channel[];
  readonly #clock: Clock;
  readonly #start: number;
  #end = Number.POSITIVE_INFINITY;
  #sent = 0;
  #answered = 0;
  #recorder: Recorder | undefined;
  /** Since when there has been a free connection, after there was none. */
  #freeSince = 0;
  #starved = false;

  /** The first request is due at once. */
  constructor({ rate, channels, clock }: Setting) {
    this.#interval = 1000 / rate;
    this.#free = [...channels];
    this.#clock = clock;
    this.#start = clock();
  }

  /** From here on, requests are told to this recorder. */
  record(recorder: Recorder): void {
    this.#recorder = recorder;
  }

  /** No request is due from this moment on. */
  end(at: number): void {
    this.#end = at;
  }

  /** Requests that are due and not yet answered. */
  get open(): number {
    return this.#due() - this.#answered;
  }

  /** When the next request that has not been sent is due. */
  get nextDue(): number {
    return this.#start + this.#sent * this.#interval;
  }

  /** Sends what is due, as far as connections are free. */
  tick(): void {
    const now = this.#clock();
    while (this.nextDue <= now && this.nextDue < this.#end) {
      const channel = this.#free.pop();
      if (!channel) {
        this.#starved = true;
        return;
      }
      this.#send(channel);
    }
  }

  /** Averages what is under way or waiting. */
  observe(during: number): void {
    this.#recorder?.outstanding(this.open, during);
  }

  #send(channel: Channel): void {
    const due = this.nextDue;
    this.#sent += 1;
    // Waiting for a connection is the server's doing; only what comes on top is the generator's.
    const late = this.#clock() - Math.max(due, this.#freeSince);
    channel.send((answer) => {
      this.#answered += 1;
      const done = this.#clock();
      this.#recorder?.record({ due, late, done }, answer, due);
      if (this.#starved) this.#freeSince = done;
      this.#starved = false;
      this.#free.push(channel);
      this.tick();
    });
  }

  #due(): number {
    const until = Math.min(this.#clock(), this.#end);
    return Math.max(this.#sent, Math.ceil((until - this.#start) / this.#interval));
  }
}
