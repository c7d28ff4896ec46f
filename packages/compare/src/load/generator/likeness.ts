import { masked } from '@echo-twins/differences/masks';
import type { Answer } from './answer.ts';
import type { Judge } from './recorder.ts';

/** Every so many answers the whole body is looked at; of all others status and length. */
const SAMPLE = 64;
/** So many connections may break one after the other before the target is taken for gone. */
const PATIENCE = 200;

/** Whether answers are like the first one. */
export class Likeness {
  readonly #status: number;
  readonly #bytes: number;
  readonly #body: string;
  #count = 0;
  #broken = 0;

  constructor(first: Answer) {
    this.#status = first.status;
    this.#bytes = first.bytes;
    this.#body = masked(first.body?.toString('utf8') ?? '');
  }

  /** Whether the next answer is one of those that are looked at as a whole. */
  readonly keeps = (): boolean => {
    this.#count += 1;
    return this.#count % SAMPLE === 0;
  };

  readonly judge: Judge = ({ status, bytes, body }) => {
    if (status === 0) return this.#break();
    this.#broken = 0;
    if (status !== this.#status) return 'status';
    if (bytes !== this.#bytes) return 'body';
    return body && masked(body.toString('utf8')) !== this.#body ? 'body' : undefined;
  };

  #break(): 'broken' {
    this.#broken += 1;
    if (this.#broken > PATIENCE) throw new Error(`${PATIENCE} connections broke one after the other`);
    return 'broken';
  }
}
