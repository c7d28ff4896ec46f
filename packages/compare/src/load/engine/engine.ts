import { request } from 'node:http';
import { LaneError } from '../../lanes/lane.ts';

/** Where Docker's engine listens unless it was told otherwise. */
const DOCKER_SOCKET = '/var/run/docker.sock';
const PATIENCE = 30_000;

/** Docker's engine, through its API on a socket; version 1.41 is that of engine 20.10. */
export class Engine {
  readonly #socketPath: string;

  constructor(socketPath = DOCKER_SOCKET) {
    this.#socketPath = socketPath;
  }

  /** @throws {LaneError} when the engine does not answer, or answers with an error */
  get(path: string): Promise<unknown> {
    return this.#ask('GET', path);
  }

  /** @throws {LaneError} when the engine does not answer, or answers with an error */
  async post(path: string): Promise<void> {
    await this.#ask('POST', path);
  }

  #ask(method: 'GET' | 'POST', path: string): Promise<unknown> {
    const { promise, resolve, reject } = withResolvers();
    const failed = (reason: string, cause?: Error): void =>
      reject(new LaneError(`Docker's engine at ${this.#socketPath}: ${reason}`, { cause }));
    const signal = AbortSignal.timeout(PATIENCE);
    const asked = request(
      { socketPath: this.#socketPath, path: `/v1.41${path}`, method, signal },
      (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('error', (error) => failed(error.message, error));
        answer.on('end', () => {
          const text = Buffer.concat(chunks).toString();
          const { statusCode = 0 } = answer;
          if (statusCode >= 300) failed(`${statusCode} ${text.trim()}`);
          else resolve(text === '' ? undefined : JSON.parse(text));
        });
      },
    );
    asked.on('error', (error) => failed(error.message, error));
    asked.end();
    return promise;
  }
}

interface Resolvers {
  readonly promise: Promise<unknown>;
  readonly resolve: (value: unknown) => void;
  readonly reject: (reason: Error) => void;
}

/** `Promise.withResolvers`, which Node 20 does not have. */
function withResolvers(): Resolvers {
  let resolve: Resolvers['resolve'] = () => undefined;
  let reject: Resolvers['reject'] = () => undefined;
  const promise = new Promise<unknown>((good, bad) => {
    resolve = good;
    reject = bad;
  });
  return { promise, resolve, reject };
}
