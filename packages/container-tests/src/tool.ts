import { BUILD_TIMEOUT } from './images.ts';
import { ROOT, sh } from './shell.ts';

/** A command that comes in a Debian package, run in a container: the same version wherever the tests run. */
export class Tool {
  readonly #package: string;

  constructor(name: 'kubernetes-client' | 'azure-cli') {
    this.#package = name;
  }

  /** Its image; quick when it has been built before. */
  async build(): Promise<void> {
    const folder = 'packages/container-tests/tools';
    await sh(
      `docker build -q --build-arg PACKAGE=${this.#package} -t ${this.#image} ${folder}`,
      {},
      BUILD_TIMEOUT,
    );
  }

  /**
   * Types a script into a shell where the command is, in a copy of the repository that cannot be written to.
   *
   * @returns what it printed on stdout
   */
  run(script: string): Promise<string> {
    const quoted = script.replaceAll("'", `'\\''`);
    return sh(
      `docker run --rm --network none -v ${ROOT}:/echo-twins:ro -w /echo-twins ${this.#image} bash -euo pipefail -c '${quoted}'`,
    );
  }

  get #image(): string {
    return `container-tests/${this.#package}`;
  }
}
