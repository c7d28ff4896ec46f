import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { postgresUser } from './binaries.ts';

const PASSWORD = 'hunter2-secret';

interface Place {
  readonly folder: string;
  readonly port: number;
  readonly password: string;
}

/** A real PostgreSQL of a test's own, on a port of its own, in a folder that goes with it. */
export class Postgres {
  readonly #binaries: string;
  readonly #folder: string;
  readonly #user = postgresUser();
  readonly #port: number;
  #server: ChildProcess | undefined;

  readonly #password: string;

  private constructor(binaries: string, { folder, port, password }: Place) {
    this.#binaries = binaries;
    this.#password = password;
    this.#folder = folder;
    this.#port = port;
  }

  /** Makes an empty database server, which does not run yet. */
  static async create(binaries: string, password = PASSWORD): Promise<Postgres> {
    const folder = mkdtempSync(join(tmpdir(), 'postgres-'));
    const postgres = new Postgres(binaries, { folder, port: await freePort(), password });
    const { uid, gid } = postgres.#user;
    const secret = postgres.passwordFile;
    writeFileSync(secret, password);
    if (uid !== undefined && gid !== undefined)
      for (const path of [folder, secret]) chownSync(path, uid, gid);
    const args = ['-D', postgres.#data, '-U', 'echo', '-A', 'scram-sha-256', `--pwfile=${secret}`];
    execFileSync(
      join(binaries, 'initdb'),
      [...args, '-E', 'UTF8', '--locale=C', '--no-sync'],
      postgres.#options,
    );
    return postgres;
  }

  get #data(): string {
    return join(this.#folder, 'data');
  }

  get #options() {
    return { ...this.#user, cwd: this.#folder, stdio: 'pipe', env: { PATH: process.env['PATH'] } } as const;
  }

  /** A file with the password of its user. */
  get passwordFile(): string {
    return join(this.#folder, 'password');
  }

  /** The URL of a database in it. */
  url({ password = this.#password, database = 'postgres' } = {}): string {
    return `postgresql://echo:${password}@127.0.0.1:${this.#port}/${database}`;
  }

  /** What nobody may see of it. */
  get secrets(): readonly string[] {
    return [this.#password, `echo:`, `127.0.0.1:${this.#port}`];
  }

  /** Resolves once it can be connected to. */
  async start(): Promise<void> {
    const args = [
      '-D',
      this.#data,
      '-p',
      String(this.#port),
      '-k',
      this.#folder,
      '-c',
      'listen_addresses=127.0.0.1',
    ];
    this.#server = spawn(join(this.#binaries, 'postgres'), [...args, '-c', 'fsync=off'], {
      ...this.#options,
      stdio: 'ignore',
      // A process group of its own, which can be stopped and gone on with as a whole.
      detached: true,
    });
    while (!(await this.#listens())) await sleep(20);
  }

  /** Ends it as a crash would, without a word to its clients, and waits until it is gone. */
  async crash(): Promise<void> {
    const server = this.#server;
    if (!server || server.exitCode !== null) return;
    const gone = once(server, 'exit');
    server.kill('SIGQUIT');
    await gone;
  }

  /** Holds every process of it: connections are taken, and nothing is answered. */
  freeze(): void {
    this.#signal('SIGSTOP');
  }

  /** Goes on after {@link freeze}. */
  thaw(): void {
    this.#signal('SIGCONT');
  }

  #signal(signal: NodeJS.Signals): void {
    if (this.#server?.pid === undefined) return;
    // Each connection is served by a process that leads a group of its own.
    const children = execFileSync('ps', ['-o', 'pid=', '--ppid', String(this.#server.pid)], {
      encoding: 'utf8',
    });
    for (const pid of [this.#server.pid, ...children.split('\n').flatMap((line) => Number(line) || [])])
      process.kill(pid, signal);
  }

  /** Ends it and removes everything. */
  async remove(): Promise<void> {
    await this.crash();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #listens(): Promise<boolean> {
    return new Promise((resolve) => {
      const socket = connect(this.#port, '127.0.0.1', () => resolve(socket.destroy().destroyed));
      socket.on('error', () => resolve(false));
    });
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
