import type { ChildProcess } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { ask } from '../load/answer.ts';
import { get } from '../load/request.ts';
import { CORES, type Command, pinned } from '../machine/cores.ts';
import { type Usage, usageOf } from '../machine/usage.ts';
import type { Children } from './children.ts';
import { LineCount } from './line-count.ts';

/** How a server is started. */
export interface ServerCommand extends Command {
  readonly env?: Readonly<Record<string, string>>;
  /** Where it answers. */
  readonly url: string;
  /** A path that is answered 200 as soon as the server serves. */
  readonly ready?: string;
  /** Whether it exchanges messages with this process. */
  readonly talks?: boolean;
}

/** A server that runs. */
export interface RunningServer {
  readonly url: string;
  readonly child: ChildProcess;
  /** From the start of the process to its first 200, in milliseconds. */
  readonly firstAnswer: number;
  /** Lines it has written on stdout so far. */
  logLines(): number;
  /** What it has written on stderr, its last 2000 characters. */
  complaint(): string;
  usage(): Usage;
  end(): Promise<void>;
}

const POLL = 5;
const PATIENCE = 15_000;

/**
 * Starts a server on its core, with its output read, and waits for its first 200.
 *
 * @throws {Error} when the process ends or does not answer in time, with what it wrote on stderr
 */
export async function startServer(
  children: Children,
  server: ServerCommand,
  core: number = CORES.server,
): Promise<RunningServer> {
  const started = performance.now();
  const child = children.spawn(pinned(server, core), {
    env: { PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', ...server.env },
    stdio: ['ignore', 'pipe', 'pipe', ...(server.talks === true ? (['ipc'] as const) : [])],
  });
  let complaint = '';
  child.stderr?.on('data', (chunk: Buffer) => (complaint = `${complaint}${String(chunk)}`.slice(-2000)));
  const log = new LineCount(child.stdout);
  let failure: unknown;
  child.once('error', (error) => (failure = error));
  child.once('exit', (code, signal) => (failure ??= new Error(`it ended with ${String(signal ?? code)}`)));

  while (!(await answers(server))) {
    if (failure === undefined && performance.now() - started > PATIENCE)
      failure = new Error('no 200 in time');
    if (failure !== undefined) {
      await children.end(child);
      throw new Error(`${server.command} ${server.args.join(' ')}: ${complaint}`, { cause: failure });
    }
    await sleep(POLL);
  }
  const { pid = 0 } = child;
  return {
    url: server.url,
    child,
    firstAnswer: performance.now() - started,
    logLines: () => log.lines,
    complaint: () => complaint,
    usage: () => usageOf(pid),
    end: () => children.end(child),
  };
}

async function answers({ url, ready = '/' }: ServerCommand): Promise<boolean> {
  try {
    const { status } = await ask(url, get(ready));
    return status === 200;
  } catch {
    return false;
  }
}
