import { EXPRESS, FASTIFY, type Framework } from '@echo-twins/shared/contract/frameworks';
import { RootAnswer } from '@echo-twins/shared/contract/answers';
import * as z from 'zod';

/** Nobody answers at a URL, or somebody who is not an echo service; the message is for the person who gave the URL. */
export class NotAnEchoService extends Error {
  readonly code = 'NOT_AN_ECHO_SERVICE';

  constructor(message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'NotAnEchoService';
  }
}

const Failure = z.object({
  cause: z.object({ code: z.string().optional(), name: z.string(), message: z.string() }),
});

const REASONS: readonly (readonly [code: RegExp, reason: (url: URL) => string])[] = [
  [/^ECONNREFUSED$/u, ({ host }) => `nothing listens on ${host}`],
  [/^(?:ENOTFOUND|EAI_AGAIN)$/u, ({ hostname }) => `no host is called ${hostname}`],
  [/^(?:EHOSTUNREACH|ENETUNREACH|EHOSTDOWN)$/u, ({ hostname }) => `there is no way to ${hostname}`],
  [
    /^(?:HTTPParserError|HPE_\w+|UND_ERR_SOCKET|ECONNRESET)$/u,
    ({ host }) => `what listens on ${host} does not speak HTTP`,
  ],
  [/^(?:ERR_SSL\w*|EPROTO)$/u, ({ host }) => `what listens on ${host} does not speak HTTPS`],
];

/**
 * Asks `GET /` which twin serves a URL.
 *
 * @throws {NotAnEchoService} when nobody answers within `patience` ms, or the answer is not that of a twin
 */
export async function recognise(url: URL, patience = 5000): Promise<Framework> {
  const response = await reach(url, patience);
  const text = await response.text().catch((error: unknown) => {
    throw unreachable(url, error);
  });
  if (response.status !== 200)
    throw new NotAnEchoService(`${url.href} is answered ${response.status}, not 200`);
  const framework = frameworkOf(text);
  if (framework === undefined)
    throw new NotAnEchoService(
      `${url.href} is no Express or Fastify echo service: it answers ${JSON.stringify(text.slice(0, 200))}`,
    );
  return framework;
}

async function reach(url: URL, patience: number): Promise<Response> {
  try {
    return await fetch(`${url.href.replace(/\/+$/u, '')}/`, {
      redirect: 'manual',
      signal: AbortSignal.timeout(patience),
    });
  } catch (error) {
    throw unreachable(url, error);
  }
}

function unreachable(url: URL, error: unknown): NotAnEchoService {
  if (error instanceof DOMException) return new NotAnEchoService(`no answer from ${url.host} in time`, error);
  const { name = '', code = name, message = String(error) } = Failure.safeParse(error).data?.cause ?? {};
  const reason = REASONS.find(([codes]) => codes.test(code))?.[1](url);
  return new NotAnEchoService(reason ?? `cannot ask ${url.href}: ${message}`, error);
}

function frameworkOf(text: string): Framework | undefined {
  try {
    const { framework } = RootAnswer.parse(JSON.parse(text));
    return [EXPRESS, FASTIFY].find(({ name }) => name === framework);
  } catch {
    return undefined;
  }
}
