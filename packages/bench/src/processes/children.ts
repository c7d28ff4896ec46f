import { type ChildProcess, spawn, type SpawnOptions } from 'node:child_process';
import type { Command } from '../machine/cores.ts';

/**
 * The processes of a run. Each leads a process group of its own, so that the workers it forks are measured and ended
 * with it, and so that Ctrl-C reaches this program alone, which then ends them all.
 */
export class Children {
  readonly #running = new Set<ChildProcess>();

  /** Starts a process. */
  spawn({ command, args }: Command, options: SpawnOptions): ChildProcess {
    const child = spawn(command, args, { ...options, detached: true });
    this.#running.add(child);
    child.once('exit', () => this.#running.delete(child));
    child.once('error', () => this.#running.delete(child));
    return child;
  }

  /** Ends a process with all it forked, at once; done when it is gone. */
  end(child: ChildProcess): Promise<void> {
    if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
    return new Promise((resolve) => {
      child.once('exit', () => resolve());
      killGroup(child);
    });
  }

  /** Ends every process of the run without waiting. */
  endAll(): void {
    for (const child of this.#running) killGroup(child);
  }
}

function killGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // Gone already.
  }
}
