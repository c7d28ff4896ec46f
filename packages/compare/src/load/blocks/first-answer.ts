import { setTimeout as sleep } from 'node:timers/promises';
import { LaneError } from '../../lanes/lane.ts';
import type { Endpoint } from '../../wire/endpoint.ts';
import { type Answer, BROKEN } from '../generator/answer.ts';
import { Connection } from '../generator/connection.ts';

const POLL_MS = 2;
const PATIENCE_MS = 15_000;
const ANSWER_MS = 10_000;

/**
 * Asks once, on a connection of its own.
 *
 * @throws {LaneError} when nothing listens there, or no answer comes
 */
export async function ask(endpoint: Endpoint, request: Buffer): Promise<Answer> {
  const { host, port } = endpoint;
  const connection = new Connection({ endpoint, request, keeps: () => true });
  try {
    await connection.open();
  } catch (cause) {
    throw new LaneError(`nothing accepts connections at http://${host}:${port}`, { cause });
  }
  try {
    const answer = new Promise<Answer>((resolve) => connection.send(resolve));
    const timer = new AbortController();
    const late = sleep(ANSWER_MS, undefined, { signal: timer.signal }).catch(() => undefined);
    const first = await Promise.race([answer, late]);
    timer.abort();
    if (first === undefined)
      throw new LaneError(`http://${host}:${port} does not answer within ${ANSWER_MS / 1000} s`);
    if (first === BROKEN)
      throw new LaneError(`http://${host}:${port} closes the connection without an HTTP/1 answer`);
    return first;
  } finally {
    connection.end();
  }
}

/**
 * Asks until the answer has the status that makes sense.
 *
 * @throws {LaneError} with what came instead, when it does not come in time
 */
export async function firstGood(endpoint: Endpoint, request: Buffer, status: number): Promise<Answer> {
  const deadline = performance.now() + PATIENCE_MS;
  for (;;) {
    const answer = await ask(endpoint, request).catch((error: unknown) => {
      if (performance.now() > deadline) throw error;
      return BROKEN;
    });
    if (answer.status === status) return answer;
    if (performance.now() > deadline)
      throw new LaneError(`status ${answer.status} where ${status} was expected`);
    await sleep(POLL_MS);
  }
}
