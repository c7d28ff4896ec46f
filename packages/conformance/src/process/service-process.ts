import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import { type Client, createClient } from '../client.ts';

/** How a process ended. */
export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** How a service is started for a test. */
export interface StartOptions {
  /** Variables beside `PATH`; `PORT` is a free one unless given. */
  readonly env?: Readonly<Record<string, string>>;
  readonly args?: readonly string[];
  /** Options of Node itself. */
  readonly nodeOptions?: readonly string[];
  /** Whether anybody reads its stdout. */
  readonly read?: boolean;
}

const LogLine = z.looseObject({ level: z.string(), msg: z.string() });

/** A service in a process of its own, as a person or an orchestrator would start it. */
export class ServiceProcess {
  readonly port: number;
  readonly ask: Client;
  readonly exit: Promise<Exit>;
  readonly child: ChildProcess;
  stdout = '';
  stderr = '';

  private constructor(child: ChildProcess, port: number, read: boolean) {
    this.child = child;
    this.port = port;
    this.ask = createClient(`http://127.0.0.1:${port}`);
    this.exit = new Promise((resolve) => {
      // What nobody reads is never at its end.
      child.once(read ? 'close' : 'exit', (code: number | null, signal: NodeJS.Signals | null) =>
        resolve({ code, signal }),
      );
    });
    if (read) child.stdout?.setEncoding('utf8').on('data', (text: string) => (this.stdout += text));
    child.stderr?.setEncoding('utf8').on('data', (text: string) => (this.stderr += text));
  }

  /** Starts a service and does not wait for it. */
  static async spawn(main: URL, options: StartOptions = {}): Promise<ServiceProcess> {
    const { env = {}, args = [], nodeOptions = [], read = true } = options;
    const port = await freePort();
    const child = spawn(process.execPath, [...nodeOptions, fileURLToPath(main), ...args], {
      env: { PATH: process.env['PATH'], HOST: '127.0.0.1', PORT: String(port), ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    return new ServiceProcess(child, port, read);
  }

  /** Waits until it answers. */
  answers(): Promise<void> {
    return eventually('the service answers', async () => {
      if (this.child.exitCode !== null) throw new Error(`it ended: ${this.stderr}${this.stdout}`);
      return this.ask('GET /livez').then(
        ({ status }) => status === 200,
        () => false,
      );
    });
  }

  /** The lines of its log so far. */
  get lines(): z.infer<typeof LogLine>[] {
    const complete = this.stdout.split('\n').slice(0, -1);
    return complete.map((line) => LogLine.parse(JSON.parse(line)));
  }

  /** Waits until it has logged a message. */
  logged(msg: string): Promise<void> {
    return eventually(`the log says ${msg}`, async () => this.lines.some((line) => line.msg === msg));
  }

  /** Sends a signal, to this process alone. */
  signal(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }

  /** Ends the process, if it has not, and waits until it is gone. */
  async kill(): Promise<void> {
    if (this.child.exitCode === null && this.child.signalCode === null) this.child.kill('SIGKILL');
    await this.exit;
  }
}

/** Waits for a condition; at the latest after 20 s it is an error. */
async function eventually(what: string, condition: () => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + 20_000;
  while (!(await condition())) {
    if (performance.now() > deadline) throw new Error(`in vain waited until ${what}`);
    await sleep(10);
  }
}

/** A port that was free a moment ago. */
function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
