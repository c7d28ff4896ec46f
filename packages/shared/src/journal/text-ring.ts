/**
 * The newest of many texts, in memory of a fixed size. They are bytes outside of the heap: a text that is kept for a while as
 * a string survives two collections of garbage, is copied by each, and leaves work for the collector of the old generation,
 * which costs a process that keeps one text a request more than all else that it does with it.
 */
export class TextRing {
  readonly #bytes: Buffer;
  /** Where a text begins, counted from the first byte ever written; by its number modulo the capacity. */
  readonly #starts: Float64Array;
  readonly #sizes: Uint32Array;
  #written = 0;
  #first = 0;
  #end = 0;

  /** @param size in bytes; a character takes two of them */
  constructor(capacity: number, size: number) {
    // Not zeroed: the system gives a page of it when that is first written to.
    this.#bytes = Buffer.allocUnsafeSlow(size);
    this.#starts = new Float64Array(capacity);
    this.#sizes = new Uint32Array(capacity);
  }

  /** The number of the oldest text that is kept; texts are numbered from 0 as they come. */
  get first(): number {
    return this.#first;
  }

  /** The number that the next text will have. */
  get end(): number {
    return this.#end;
  }

  /** Keeps a text in the place of the oldest ones. One that is larger than the whole ring takes all place, and is not kept itself. */
  push(text: string): void {
    const size = text.length * 2;
    const { length } = this.#bytes;
    const place = this.#end % this.#starts.length;
    let start = this.#written;
    // A text lies in one piece: what is too short for it at the end is left out.
    if ((start % length) + size > length) start += length - (start % length);
    this.#starts[place] = start;
    this.#sizes[place] = size;
    this.#end += 1;
    if (size <= length) {
      this.#bytes.write(text, start % length, 'utf16le');
      this.#written = start + size;
    } else this.#first = this.#end;
    if (this.#end - this.#first > this.#starts.length) this.#first += 1;
    while (this.#first < this.#end && this.#startOf(this.#first) < this.#written - length) this.#first += 1;
  }

  /** The text of a number from `first` on and below `end`. */
  text(number: number): string {
    const start = this.#startOf(number) % this.#bytes.length;
    const size = this.#sizes[number % this.#sizes.length] ?? 0;
    return this.#bytes.toString('utf16le', start, start + size);
  }

  #startOf(number: number): number {
    return this.#starts[number % this.#starts.length] ?? 0;
  }
}
