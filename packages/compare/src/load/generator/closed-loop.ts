import type { Channel, Clock } from './channel.ts';
import type { Recorder } from './recorder.ts';

/** Capacity: every connection sends its next request as soon as it has the answer to the last one. */
export class ClosedLoop {
  readonly #channels: readonly Channel[];
  readonly #clock: Clock;
  #recorder: Recorder | undefined;
  #ended = false;
  /** Requests answered, well or not. */
  answered = 0;

  constructor(channels: readonly Channel[], clock: Clock) {
    this.#channels = channels;
    this.#clock = clock;
  }

  begin(): void {
    for (const channel of this.#channels) this.#next(channel);
  }

  /** From here on, requests are told to this recorder. */
  record(recorder: Recorder): void {
    this.#recorder = recorder;
  }

  /** Averages what is under way: always one a connection. */
  observe(during: number): void {
    this.#recorder?.outstanding(this.#channels.length, during);
  }

  end(): void {
    this.#ended = true;
  }

  #next(channel: Channel): void {
    const sent = this.#clock();
    channel.send((answer) => {
      this.answered += 1;
      const done = this.#clock();
      this.#recorder?.record({ due: sent, late: 0, done }, answer, done);
      if (!this.#ended) this.#next(channel);
    });
  }
}
