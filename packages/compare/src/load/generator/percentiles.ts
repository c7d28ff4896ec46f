import { decodeFromCompressedBase64, type Histogram } from 'hdr-histogram-js';

/** So many samples have to lie beyond a percentile for it to be told. */
const BEYOND = 100;

/** The latencies of a window, or of several put together, in microseconds. */
export class Latencies {
  readonly #histogram: Histogram;

  /** @param encoded histograms as windows hold them; one at least */
  constructor(encoded: readonly [string, ...string[]]) {
    const [first, ...rest] = encoded.map((text) => decodeFromCompressedBase64(text, 32, false));
    if (!first) throw new RangeError('no histogram');
    for (const other of rest) first.add(other);
    this.#histogram = first;
  }

  get count(): number {
    return this.#histogram.totalCount;
  }

  /** The value that so many of 100 do not exceed. */
  value(percentile: number): number {
    return this.#histogram.getValueAtPercentile(percentile);
  }

  /** The same; undefined when fewer than 100 samples lie beyond it, too few to tell. */
  told(percentile: number): number | undefined {
    const beyond = this.count * (1 - percentile / 100);
    // 10,000 × (1 − 0.99) is 99.999… in floating point.
    return beyond + 1e-6 < BEYOND ? undefined : this.value(percentile);
  }
}
