import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** The launcher's program. */
export const MAIN = fileURLToPath(new URL('../dist/main.js', import.meta.url));
const ANY_PORTS = { GATEWAY_PORT: '0', EXPRESS_PORT: '0', FASTIFY_PORT: '0', ADMIN_PORT: '0' };

/** How the launcher ended. */
export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** A launcher that runs as a process, and what it has written. */
export class Session {
  readonly #child;
  readonly ended: Promise<Ended>;
  output = '';

  /** `args` are Node's, the launcher itself unless given. */
  constructor(env: Readonly<Record<string, string>> = {}, args: readonly string[] = [MAIN]) {
    this.#child = spawn(process.execPath, args, {
      env: { ...process.env, ...ANY_PORTS, HOST: '127.0.0.1', NO_COLOR: '1', MAIN, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        this.output += text;
      });
    }
    this.ended = new Promise((resolve) => {
      this.#child.on('close', (code, signal) => resolve({ code, signal }));
    });
  }

  /** Reads no more of what the launcher writes. */
  hangUp(): void {
    this.#child.stdout.destroy();
  }

  signal(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  /** Resolves with the match once the output has one; rejects when the launcher ends before. */
  async wrote(pattern: RegExp): Promise<RegExpExecArray> {
    for (;;) {
      const match = pattern.exec(this.output);
      if (match) return match;
      await new Promise<void>((resolve, reject) => {
        const early = (): void => reject(new Error(`ended without ${pattern}:\n${this.output}`));
        this.#child.once('close', early);
        this.#child.stdout.once('data', () => {
          this.#child.off('close', early);
          resolve();
        });
      });
    }
  }

  /** The origin of the gateway, once everything answers. */
  async gateway(): Promise<string> {
    const [, origin = ''] = await this.wrote(/^gateway (http:\/\/localhost:\d+) .*\nCtrl-C stops/mu);
    return origin.replace('localhost', '127.0.0.1');
  }

  /** The process ids of the programs, in the order in which they started. */
  programs(): number[] {
    return Array.from(this.output.matchAll(/started as process (\d+)/gu), ([, pid]) => Number(pid));
  }
}

/** Resolves once no process has one of these ids. */
export async function gone(pids: readonly number[]): Promise<void> {
  while (pids.some(exists)) await new Promise((resolve) => setTimeout(resolve, 20));
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
