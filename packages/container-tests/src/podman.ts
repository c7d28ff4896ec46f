import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { IMAGES } from './images.ts';
import { sh, type Variables } from './shell.ts';

/** Runs the pods of a manifest, as a kubelet does, with what podman knows of it. */
export class Podman {
  readonly #folder: string;
  readonly #variables: Variables;

  private constructor(folder: string) {
    this.#folder = folder;
    this.#variables = { CONTAINERS_CONF: join(folder, 'containers.conf') };
  }

  /**
   * Podman with the images under test, under the names that the manifests have for them.
   *
   * @throws {Error} when there is no podman
   */
  static async open(): Promise<Podman> {
    const folder = await mkdtemp(join(tmpdir(), 'podman-'));
    const podman = new Podman(folder);
    await writeFile(join(folder, 'containers.conf'), await settings());
    for (const [image, name] of [
      [IMAGES.express, 'express-echo'],
      [IMAGES.fastify, 'fastify-echo'],
    ] as const) {
      await podman.sh(`docker save ${image} | podman load -q`);
      await podman.sh(`podman tag ${image} localhost/echo-twins/${name}:latest`);
    }
    return podman;
  }

  /** Types a command, such as `podman exec …`. */
  sh(command: string): Promise<string> {
    return sh(command, this.#variables);
  }

  /** Types commands into a shell with a network of its own, where podman publishes ports: this machine's are others'. */
  async alone(commands: string): Promise<string> {
    if (process.getuid?.() !== 0) return this.sh(commands);
    return this.sh(
      `unshare --net bash -e -o pipefail <<'COMMANDS'\nip link set lo up\n${commands}\nCOMMANDS`,
    );
  }

  /** Starts the pods of a file. */
  async play(file: string): Promise<void> {
    await this.alone(`podman kube play ${file}`);
  }

  /** Stops and removes the pods of a file. */
  async down(file: string): Promise<void> {
    await this.sh(`podman kube down ${file}`);
  }

  /** Forgets the settings. */
  async close(): Promise<void> {
    await rm(this.#folder, { recursive: true });
  }
}

/** Limits that a container inside a container may set too, and a runtime that knows every layout of cgroups. */
async function settings(): Promise<string> {
  const runc = await sh('command -v runc || true');
  return [
    '[containers]',
    'default_ulimits = ["nofile=1024:1024", "nproc=4096:4096"]',
    ...(runc ? ['[engine]', 'runtime = "runc"'] : []),
  ].join('\n');
}
