import { fileURLToPath } from 'node:url';
import type { Child, Fleet } from '../../lanes/child.ts';
import { type Order, Word } from '../generator/messages.ts';
import type { Tally } from '../generator/tally.ts';
import { type Cpus, keptOn } from '../machine/cpus.ts';

type Of<T extends Word['type']> = Extract<Word, { type: T }>;

const PROGRAM = fileURLToPath(new URL('../generator/main.js', import.meta.url));
/** A window, its ramp and the wait for late answers take less. */
const PATIENCE = 90_000;

/** The load generator could not do what it was told. */
export class GeneratorError extends Error {
  readonly code = 'GENERATOR_FAILED';

  constructor(message: string) {
    super(message);
    this.name = 'GeneratorError';
  }
}

/** The generator's process, seen from this one. */
export class Driver {
  readonly #child: Child;
  readonly #words: Word[] = [];
  #wake = (): void => undefined;

  private constructor(child: Child) {
    this.#child = child;
    child.hear((message) => {
      this.#words.push(Word.parse(message));
      this.#wake();
    });
    void this.#mourn();
  }

  /** A fresh generator, on its processor. */
  static async start(fleet: Fleet, cpus: Cpus | undefined): Promise<Driver> {
    const { command, args } = keptOn(cpus?.generator, [process.execPath]);
    const own = fleet.launching({ command, args, channel: true });
    const driver = new Driver(own.start({ name: 'generator', file: PROGRAM, env: {} }));
    await driver.word('ready');
    return driver;
  }

  tell(order: Order): void {
    this.#child.send(order);
  }

  /**
   * The next word, which has to be of this type.
   *
   * @throws {GeneratorError} with what went wrong
   */
  async word<T extends Word['type']>(type: T): Promise<Of<T>> {
    const deadline = AbortSignal.timeout(PATIENCE);
    while (this.#words.length === 0) {
      if (deadline.aborted) throw new GeneratorError(`no word of the generator within ${PATIENCE / 1000} s`);
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
        deadline.addEventListener('abort', () => resolve(), { once: true });
      });
    }
    const word = this.#words.shift();
    if (word && isOf(word, type)) return word;
    throw new GeneratorError(
      word?.type === 'failed' ? word.message : `"${word?.type}" where ${type} was due`,
    );
  }

  /**
   * Has a window measured. `look` is taken at both of its ends, while the load goes on.
   *
   * @throws {GeneratorError} with what went wrong
   */
  async window<T>(order: Order, look: () => Promise<T>): Promise<{ from: T; to: T; tally: Tally }> {
    this.tell(order);
    await this.word('started');
    const from = await look();
    await this.word('over');
    const to = await look();
    this.tell({ type: 'rest' });
    const { tally } = await this.word('tally');
    return { from, to, tally };
  }

  async #mourn(): Promise<void> {
    await this.#child.exited;
    this.#words.push({ type: 'failed', message: `it ended: ${this.#child.complaint}` });
    this.#wake();
  }

  stop(): Promise<void> {
    return this.#child.stop();
  }
}

function isOf<T extends Word['type']>(word: Word, type: T): word is Of<T> {
  return word.type === type;
}
