/** When something takes too long, compared with how long it usually takes. */
export interface Patience {
  /** How many times the usual time is too long. */
  readonly tolerance: number;
  /** By how much longer than usual is never too long, in milliseconds. */
  readonly slack: number;
}

/** How long something usually takes, in milliseconds: learned from how long it took. */
export class UsualTime {
  readonly #patience: Patience;
  #usual = 0;

  constructor(patience: Patience) {
    this.#patience = patience;
  }

  /** What takes longer takes too long. */
  get longest(): number {
    const { tolerance, slack } = this.#patience;
    return this.#usual === 0 ? Infinity : Math.max(this.#usual * tolerance, this.#usual + slack);
  }

  /** It took `time` ms. @param calm whether there was little to do */
  took(time: number, calm: boolean): void {
    if (this.#usual === 0 || time < this.#usual) this.#usual = time;
    // Under load, longer is only believed to be usual very slowly: it may be our own doing.
    else this.#usual += (time - this.#usual) * (calm ? QUICKLY : SLOWLY);
  }
}

const QUICKLY = 0.1;
const SLOWLY = 0.002;
