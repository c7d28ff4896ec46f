/** A wait that can be cut short. */
export class Pause {
  #end: (() => void) | undefined;

  /** @param time in milliseconds; the wait keeps no process alive */
  wait(time: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.end(), time).unref();
      this.#end = () => {
        clearTimeout(timer);
        this.#end = undefined;
        resolve();
      };
    });
  }

  end(): void {
    this.#end?.();
  }
}
