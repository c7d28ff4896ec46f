import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface, type Interface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';

/** A twin that runs as a process of its own, on a port of its own. */
export interface Running {
  readonly port: number;
  readonly process: ChildProcess;
  readonly log: Interface;
}

const Line = z.object({ msg: z.string(), ports: z.array(z.number()).optional() });

/** Starts the built program of a twin in the aligned profile. */
export async function startTwin(name: 'express-echo' | 'fastify-echo'): Promise<Running> {
  const main = fileURLToPath(new URL(`../../../../apps/${name}/dist/main.js`, import.meta.url));
  const env = {
    PATH: process.env['PATH'],
    PORT: '0',
    HOST: '127.0.0.1',
    ECHO_PROFILE: 'aligned',
    DRAIN_DELAY: '2s',
  };
  const child = spawn(process.execPath, [main], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  const log = createInterface(child.stdout);
  const { ports: [port = 0] = [] } = await logged(log, 'ready');
  return { port, process: child, log };
}

/** The next log line with this message. */
function logged(log: Interface, message: string): Promise<z.infer<typeof Line>> {
  return new Promise((resolve, reject) => {
    function look(text: string): void {
      const line = Line.parse(JSON.parse(text));
      if (line.msg !== message) return;
      log.off('line', look);
      resolve(line);
    }
    log.on('line', look).once('close', () => reject(new Error(`ended without saying ${message}`)));
  });
}

/** Tells a twin to stop, and waits until it is draining. */
export async function drain({ process: child, log }: Running): Promise<void> {
  const draining = logged(log, 'draining');
  child.kill('SIGTERM');
  await draining;
}

/** Sees a twin out; its exit code. A second signal would cut its draining short. */
export async function stopTwin({ process: child }: Running): Promise<number | null> {
  if (!child.killed) child.kill('SIGTERM');
  if (child.exitCode === null) await once(child, 'exit');
  return child.exitCode;
}
