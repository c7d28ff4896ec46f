import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import type { Exit } from '../exchange/observation.ts';
import { LaneError } from './lane.ts';

/** What is started, and with which variables on top of a bare environment. */
export interface Program {
  readonly name: string;
  readonly file: string;
  readonly env: Readonly<Record<string, string>>;
}

const COMPLAINT_LINES = 5;
const KEPT_OUTPUT = 16 * 1024;

/** The child processes of a run, so that none outlives it. */
export class Fleet {
  readonly #children = new Set<Child>();

  start(program: Program): Child {
    const child = new Child(program);
    this.#children.add(child);
    void child.exited.then(() => this.#children.delete(child));
    return child;
  }

  /** Ends all of them at once, without waiting. */
  end(): void {
    for (const child of this.#children) child.signal('SIGKILL');
  }
}

/** A child process with its output kept, within bounds. */
export class Child {
  readonly exited: Promise<Exit>;
  readonly #program: Program;
  readonly #process: ChildProcess;
  #stdout = '';
  #stderr = '';
  #exit: Exit | undefined;

  constructor(program: Program) {
    this.#program = program;
    // Nothing of the caller's environment: NODE_ENV, above all, changes Express.
    const { file, env } = program;
    this.#process = spawn(process.execPath, [file], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    this.#process.stdout?.on('data', (text: Buffer) => {
      this.#stdout = (this.#stdout + text.toString()).slice(0, KEPT_OUTPUT);
    });
    this.#process.stderr?.on('data', (text: Buffer) => {
      this.#stderr = (this.#stderr + text.toString()).slice(-KEPT_OUTPUT);
    });
    this.exited = once(this.#process, 'exit').then(([code, signal]: unknown[]) => {
      this.#exit = {
        code: typeof code === 'number' ? code : null,
        signal: typeof signal === 'string' ? signal : null,
      };
      return this.#exit;
    });
  }

  get exit(): Exit | undefined {
    return this.#exit;
  }

  /** The last lines it wrote to stderr. */
  get complaint(): string {
    return this.#stderr.trim().split('\n').slice(-COMPLAINT_LINES).join('\n');
  }

  signal(name: NodeJS.Signals): void {
    this.#process.kill(name);
  }

  /** Ends it, whatever it is doing. */
  async stop(): Promise<void> {
    if (this.#exit) return;
    this.#process.kill('SIGKILL');
    await this.exited;
  }

  /**
   * Waits until `found` has an answer; it is asked every few milliseconds with what the process has written to stdout.
   *
   * @throws {LaneError} when the process ends first or `ms` pass
   */
  async ready<T>(found: (stdout: string) => Promise<T | undefined>, ms: number): Promise<T> {
    const deadline = performance.now() + ms;
    for (;;) {
      const result = await found(this.#stdout);
      if (result !== undefined) return result;
      if (this.#exit || performance.now() > deadline) break;
      await setTimeout(10);
    }
    const how = this.#exit ? `ended with code ${String(this.#exit.code)}` : `did not listen within ${ms} ms`;
    await this.stop();
    throw new LaneError(`lane ${this.#program.name} ${how}: ${this.complaint || 'it said nothing'}`);
  }
}
