import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { app, own } from '../lanes/node-server.ts';
import { CORES } from '../machine/cores.ts';
import type { Children } from '../processes/children.ts';
import { type RunningServer, type ServerCommand, startServer } from '../processes/server.ts';
import { readJournal } from '../replica/journal.ts';
import { type Mode, Word } from '../replica/mode.ts';

/** Where replicas are started. */
export interface ReplicaSite {
  readonly children: Children;
  readonly node: string;
  /** For their journals. */
  readonly folder: string;
  readonly port: number;
}

/** The addresses of the replicas of a scenario. */
export const HOSTS = ['127.0.0.11', '127.0.0.12', '127.0.0.13'] as const;

/** A replica: a process of its own, which can be killed and started again. */
export class Replica {
  readonly url: string;
  readonly #children: Children;
  readonly #command: ServerCommand;
  readonly #journal: string;
  #server: RunningServer | undefined;

  private constructor(children: Children, command: ServerCommand, journal: string) {
    this.url = command.url;
    this.#children = children;
    this.#command = command;
    this.#journal = journal;
  }

  /** One that misbehaves on demand and writes down what reaches it. */
  static actor({ children, node, folder, port }: ReplicaSite, host: string): Replica {
    const journal = join(folder, `journal-${host}-${port}`);
    const command = own(node, 'replica', port, host, journal);
    return new Replica(
      children,
      { ...command, url: `http://${host}:${port}`, ready: '/health', talks: true },
      journal,
    );
  }

  /** One of the repository's twins, which knows how to leave. */
  static twin({ children, node, port }: ReplicaSite, host: string): Replica {
    const command = app(node, 'express-echo', { HOST: host, PORT: String(port), LOG_LEVEL: 'warn' });
    return new Replica(children, { ...command, url: `http://${host}:${port}`, ready: '/health' }, '');
  }

  /** Starts it and waits until it serves. */
  async start(): Promise<void> {
    this.#server = await startServer(this.#children, this.#command, CORES.load);
  }

  /** Sends it a signal and waits until it is gone. */
  async end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    const child = this.#running.child;
    const gone = once(child, 'exit');
    child.kill(signal);
    await gone;
  }

  /** Has it behave in another way from now on. */
  async behave(mode: Mode): Promise<void> {
    const { child } = this.#running;
    const done = heard(child, (word) => 'mode' in word && word.mode === mode);
    child.send({ mode });
    await done;
  }

  /** When it next loses a client before its answer, in milliseconds of the epoch. */
  async departure(): Promise<number> {
    const word = await heard(this.#running.child, (said) => 'left' in said);
    return 'left' in word ? word.left : Number.NaN;
  }

  /** The requests that have reached it, in order, as `METHOD ID`. */
  received(): string[] {
    return readJournal(this.#journal);
  }

  get #running(): RunningServer {
    if (this.#server === undefined) throw new Error(`${this.url} has not been started`);
    return this.#server;
  }
}

/** The first word of a replica that is the wanted one. */
function heard(child: ChildProcess, wanted: (word: Word) => boolean): Promise<Word> {
  return new Promise((resolve) => {
    const listen = (message: unknown): void => {
      const word = Word.parse(message);
      if (!wanted(word)) return;
      child.off('message', listen);
      resolve(word);
    };
    child.on('message', listen);
  });
}
