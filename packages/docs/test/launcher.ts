import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const LAUNCHER = fileURLToPath(new URL('../../launcher/dist/main.js', import.meta.url));
const ANY_PORTS = { GATEWAY_PORT: '0', EXPRESS_PORT: '0', FASTIFY_PORT: '0', ADMIN_PORT: '0' };

/** What `npm start` starts, on ports of its own. */
export interface Started {
  /** The gateway's origin, in the place of `http://localhost:8080`. */
  readonly origin: string;
  stop(): Promise<void>;
}

/** Resolves once everything answers. */
export async function startAll(): Promise<Started> {
  const child = spawn(process.execPath, [LAUNCHER], {
    env: { ...process.env, ...ANY_PORTS },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return {
    origin: await readOrigin(child),
    async stop() {
      const ended = once(child, 'close');
      child.kill('SIGINT');
      await ended;
    },
  };
}

function readOrigin(child: ChildProcess): Promise<string> {
  let output = '';
  return new Promise((resolve, reject) => {
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      const port = /^gateway http:\/\/localhost:(\d+) /mu.exec(output)?.[1];
      if (port) resolve(`http://127.0.0.1:${port}`);
    });
    child.on('close', () => reject(new Error(`npm start ended:\n${output}`)));
  });
}
