import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

/** Steady traffic, every fourth request a POST with a body. */
export interface Traffic {
  /** Requests that have been answered. */
  readonly answered: number;
  /** What else than 200 was answered, and what went wrong. */
  readonly failures: readonly string[];
  /** Makes no more requests, and waits for those under way. */
  stop(): Promise<void>;
}

/** Makes requests over kept connections, `lanes` at a time, each to what `target` says then. */
export function startTraffic(target: () => string, lanes = 4): Traffic {
  const agent = new Agent({ keepAlive: true, maxSockets: lanes });
  const failures: string[] = [];
  let answered = 0;
  let stopped = false;

  const lane = async (): Promise<void> => {
    for (let count = 0; !stopped; count++) {
      const outcome = await ask(target(), { agent, post: count % 4 === 3 });
      if (outcome === '200') answered += 1;
      else failures.push(outcome);
      await sleep(1);
    }
  };
  const running = Promise.all(Array.from({ length: lanes }, lane));
  return {
    get answered() {
      return answered;
    },
    failures,
    async stop() {
      stopped = true;
      await running;
      agent.destroy();
    },
  };
}

function ask(url: string, { agent, post }: { agent: Agent; post: boolean }): Promise<string> {
  return new Promise((resolve) => {
    const asked = request(url, { agent, method: post ? 'POST' : 'GET' }, (response) => {
      response.resume().on('end', () => resolve(String(response.statusCode)));
      response.on('error', ({ message }) => resolve(message));
    });
    asked.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    asked.end(post ? 'x'.repeat(500) : undefined);
  });
}
