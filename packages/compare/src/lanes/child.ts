import { type ChildProcess, spawn, type StdioOptions } from 'node:child_process';
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

/** How programs are started where more is needed than this process's own Node. */
export interface Launch {
  readonly command: string;
  /** What stands before the program's file. */
  readonly args: readonly string[];
  /** Whether the process has a channel to this one. */
  readonly channel: boolean;
}

const PLAIN: Launch = { command: process.execPath, args: [], channel: false };
const COMPLAINT_LINES = 5;
const POLL_MS = 2;
const KEPT_OUTPUT = 16 * 1024;

/** The child processes of a run, so that none outlives it. */
export class Fleet {
  readonly #children: Set<Child>;
  readonly #launch: Launch;

  constructor(launch = PLAIN, children = new Set<Child>()) {
    this.#launch = launch;
    this.#children = children;
  }

  /** A fleet whose programs are started in another way; they end with this one's. */
  launching(launch: Launch): Fleet {
    return new Fleet(launch, this.#children);
  }

  /** Those that run. */
  get running(): readonly Child[] {
    return [...this.#children];
  }

  start(program: Program): Child {
    const child = new Child(program, this.#launch);
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

  constructor(program: Program, { command, args, channel }: Launch) {
    this.#program = program;
    // Nothing of the caller's environment: NODE_ENV, above all, changes Express.
    const { file, env } = program;
    const streams: StdioOptions = ['ignore', 'pipe', 'pipe', ...(channel ? (['ipc'] as const) : [])];
    this.#process = spawn(command, [...args, file], { env, stdio: streams });
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

  /**
   * Sends it a message over its channel; answers what it says next.
   *
   * @throws {Error} when it says nothing in time
   */
  async ask(message: string, ms: number): Promise<unknown> {
    const answer: Promise<unknown[]> = once(this.#process, 'message', { signal: AbortSignal.timeout(ms) });
    this.#process.send(message);
    return (await answer)[0];
  }

  /** Sends it a message over its channel. */
  send(message: object): void {
    this.#process.send(message);
  }

  /** Hears all it says over its channel. */
  hear(listener: (message: unknown) => void): void {
    this.#process.on('message', listener);
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
      await setTimeout(POLL_MS);
    }
    const how = this.#exit ? `ended with code ${String(this.#exit.code)}` : `did not listen within ${ms} ms`;
    await this.stop();
    throw new LaneError(`lane ${this.#program.name} ${how}: ${this.complaint || 'it said nothing'}`);
  }
}
