import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

/** A twin that runs as a process of its own, on a port of its own. */
export interface Running {
  readonly name: string;
  readonly port: number;
  readonly process: ChildProcess;
}

const Ready = z.object({ msg: z.literal('ready'), ports: z.tuple([z.number()]) });

/** Starts the built program of a twin in the aligned profile. */
export async function startTwin(name: 'express-echo' | 'fastify-echo'): Promise<Running> {
  const main = fileURLToPath(new URL(`../../../../apps/${name}/dist/main.js`, import.meta.url));
  const env = { PATH: process.env['PATH'], PORT: '0', HOST: '127.0.0.1', ECHO_PROFILE: 'aligned' };
  const child = spawn(process.execPath, [main], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  for await (const line of createInterface(child.stdout)) {
    const ready = Ready.safeParse(JSON.parse(line));
    if (!ready.success) continue;
    child.stdout.resume();
    return { name, port: ready.data.ports[0], process: child };
  }
  throw new Error(`${name} ended before it was ready`);
}

/** Stops a twin and tells how it ended. */
export async function stopTwin({ process: child }: Running): Promise<number | null> {
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
  return child.exitCode;
}
