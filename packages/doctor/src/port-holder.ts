import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { run } from './command.ts';

/** Who listens on a port. */
export interface Holder {
  /** What to call it: `nginx (process 812)`, `container web-1`. */
  readonly name: string;
  /** The command that stops it. */
  readonly stop: string;
}

/** Who listens on a TCP port of this machine; `undefined` when that cannot be told, as of another user's process. */
export async function holderOf(port: number): Promise<Holder | undefined> {
  return (await containerAt(port)) ?? processAt(port) ?? (await lsof(port));
}

/** A published port is held by the engine's proxy; who is meant is the container. */
async function containerAt(port: number): Promise<Holder | undefined> {
  const { stdout } = await run({
    file: 'docker',
    args: ['ps', '--filter', `publish=${port}`, '--format', '{{.Names}}'],
  });
  const [name] = stdout.trim().split('\n');
  return name ? { name: `container ${name}`, stop: `docker stop ${name}` } : undefined;
}

/** State `LISTEN` in /proc/net/tcp, see proc(5). */
const LISTEN = '0A';

function processAt(port: number): Holder | undefined {
  const sockets = ['/proc/net/tcp', '/proc/net/tcp6'].flatMap((table) => listening(table, port));
  if (sockets.length === 0) return undefined;
  const pids = attempt(() => readdirSync('/proc').filter((name) => /^\d+$/u.test(name))) ?? [];
  const pid = pids.find((pid) => holds(pid, sockets));
  return pid === undefined
    ? undefined
    : described(
        pid,
        attempt(() => readFileSync(`/proc/${pid}/comm`, 'utf8').trim()),
      );
}

/** The inodes of the sockets that listen on a port. */
function listening(table: string, port: number): string[] {
  const hex = port.toString(16).toUpperCase().padStart(4, '0');
  const lines = attempt(() => readFileSync(table, 'utf8').split('\n').slice(1)) ?? [];
  return lines.flatMap((line) => {
    const [, local, , state, , , , , , inode] = line.trim().split(/\s+/u);
    return state === LISTEN && local?.endsWith(`:${hex}`) && inode ? [inode] : [];
  });
}

function holds(pid: string, inodes: readonly string[]): boolean {
  const descriptors = attempt(() => readdirSync(`/proc/${pid}/fd`)) ?? [];
  const wanted = inodes.map((inode) => `socket:[${inode}]`);
  return descriptors.some((fd) =>
    wanted.includes(attempt(() => readlinkSync(`/proc/${pid}/fd/${fd}`)) ?? ''),
  );
}

/** Where there is no /proc. */
async function lsof(port: number): Promise<Holder | undefined> {
  const { stdout } = await run({ file: 'lsof', args: ['-nP', `-iTCP:${port}`, '-sTCP:LISTEN', '-Fpc'] });
  const { pid, name } = /^p(?<pid>\d+)\nc(?<name>.*)$/mu.exec(stdout)?.groups ?? {};
  return pid === undefined ? undefined : described(pid, name);
}

function described(pid: string, name = 'a program'): Holder {
  return { name: `${name} (process ${pid})`, stop: `kill ${pid}` };
}

/** What a system call answers; `undefined` when it is not allowed, or the process has just ended. */
function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
