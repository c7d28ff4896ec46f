import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, it } from '@jest/globals';
import { BUILD_TIMEOUT, buildImages } from './images.ts';
import { lines, sh } from './shell.ts';

/** Where the containers, networks and images of one test file are: all that bear its mark, and nothing else. */
export class Stage {
  readonly #mark = randomBytes(4).toString('hex');

  /** A name for a container, network, image or project, such as `flask-echo-1f2e3d4c`. */
  name(role: string): string {
    return `${role}-${this.#mark}`;
  }

  /** What the containers are doing and have said last, for a person who looks for the reason of a failure. */
  async report(): Promise<string> {
    const table = await sh(`docker ps -a --filter name=${this.#mark}`);
    const containers = await this.#containers();
    const logs = containers.map(async (id) => sh(`docker logs --tail 15 ${id} 2>&1 | cut -c 1-400`));
    return [table, ...(await Promise.all(logs))].join('\n\n');
  }

  /** Removes everything. */
  async clear(): Promise<void> {
    const containers = await this.#containers();
    if (containers.length > 0) await sh(`docker rm -f -v ${containers.join(' ')}`);
    const networks = await lines(`docker network ls -q --filter name=${this.#mark}`);
    if (networks.length > 0) await sh(`docker network rm ${networks.join(' ')}`);
    const images = await lines(`docker images -q --filter reference='*${this.#mark}*'`);
    if (images.length > 0) await sh(`docker rmi -f ${images.join(' ')}`);
  }

  #containers(): Promise<string[]> {
    return lines(`docker ps -aq --filter name=${this.#mark}`);
  }
}

/** A stage for this test file: the images are built before its tests, and everything is removed after them. */
export function setStage(): Stage {
  const stage = new Stage();
  beforeAll(buildImages, BUILD_TIMEOUT);
  afterAll(() => stage.clear());
  return stage;
}

/** `it`, but a failure comes with what the containers said. */
export function scenario(stage: Stage, title: string, steps: () => Promise<void>): void {
  it(title, async () => {
    try {
      await steps();
    } catch (error) {
      process.stderr.write(`${await stage.report()}\n`);
      throw error;
    }
  });
}
