import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** A built twin in a process of its own. */
export interface TwinProcess {
  readonly url: string;
  stop(): Promise<void>;
}

const READY = /"ports":\[(\d+)\]/u;

/** Starts a built twin on a free port and waits until it is ready. */
export async function startTwin(name: 'express-echo' | 'fastify-echo'): Promise<TwinProcess> {
  const main = fileURLToPath(new URL(`../../../${name}/dist/main.js`, import.meta.url));
  const env = { PATH: process.env['PATH'], HOST: '127.0.0.1', PORT: '0', TRUST_PROXY: 'loopback' };
  const child = spawn(process.execPath, [main], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  const exit = once(child, 'exit');
  let output = '';
  const port = new Promise<string>((resolve, reject) => {
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      const match = READY.exec(output);
      if (match?.[1] !== undefined) resolve(match[1]);
    });
    void exit.then(() => reject(new Error(`${name} ended: ${output}`)));
  });
  return {
    url: `http://127.0.0.1:${await port}`,
    async stop() {
      child.kill('SIGKILL');
      await exit;
    },
  };
}
