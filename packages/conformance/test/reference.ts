import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { ENDPOINTS } from '@echo-twins/shared/contract/endpoints';
import * as z from 'zod';
import { ReferenceJournal } from './reference-journal.ts';

/** An answer before it is sent. */
interface Draft {
  status: number;
  body: Record<string, unknown>;
  readonly headers: Record<string, string>;
}

/** Spoils an answer, to see whether the contract notices. */
export type Flaw = (draft: Draft, request: IncomingMessage) => void;

const ABOUT = { framework: 'Fastify', version: '1.0.0', async: true };
const Message = z.object({ message: z.string() });

function readMessage(body: string): string | undefined {
  try {
    return Message.parse(JSON.parse(body)).message;
  } catch {
    return undefined;
  }
}

function echo(type: string, body: string, clientIp: string): Draft {
  if (!/^(?:application\/json|text\/plain)/u.test(type)) return refusal(415);
  if (body.length > 1024 ** 2) return refusal(413);
  const message = type.startsWith('text/') ? undefined : readMessage(body);
  if (message === undefined) return refusal(400);
  const metadata = { ...ABOUT, node_version: process.version };
  return ok({
    echo: message,
    timestamp: new Date().toISOString(),
    hostname: 'reference',
    client_ip: clientIp,
    metadata,
  });
}

function ok(body: Record<string, unknown>): Draft {
  return { status: 200, body, headers: {} };
}

function refusal(status: number): Draft {
  const body = { statusCode: status, code: 'FST_ERR_VALIDATION', error: 'Bad Request' };
  return { status, body, headers: {} };
}

const PAGES: Readonly<Record<string, () => Draft>> = {
  '/': () =>
    ok({
      service: 'Fastify Echo API',
      version: ABOUT.version,
      framework: ABOUT.framework,
      endpoints: ENDPOINTS,
    }),
  '/health': () => ok({ status: 'healthy', timestamp: new Date().toISOString(), hostname: 'reference' }),
  '/livez': () => ok({ status: 'alive' }),
  '/readyz': () => ok({ status: 'ready' }),
  '/info': () =>
    ok({
      container: { hostname: 'reference', node_version: process.version },
      application: { ...ABOUT, port: 8080 },
      environment: { APP_COLOUR: 'blue', PORT: '8080' },
      journal: { store: 'memory' },
    }),
};

function requestId(given: string | string[] | undefined): string {
  return typeof given === 'string' && /^[\w.-]{1,128}$/u.test(given) ? given : crypto.randomUUID();
}

function answer({ method, url = '', headers, socket }: IncomingMessage, body: string): Draft {
  if (method === 'POST' && url === '/echo')
    return echo(headers['content-type'] ?? '', body, socket.remoteAddress ?? '');
  const page = method === 'GET' || method === 'HEAD' ? PAGES[url] : undefined;
  return page?.() ?? refusal(404);
}

/** A service that keeps the contract with nothing but node:http, but for the flaw it is given. */
export function createReference(flaw: Flaw = () => undefined): Server {
  const journal = new ReferenceJournal();

  function echoes(search: string): Draft {
    const page = journal.page(search);
    return page === undefined ? refusal(400) : ok({ ...page });
  }
  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [path = '', search = ''] = (request.url ?? '').split('?');
    const isList = request.method === 'GET' && path === '/echoes';
    const draft = isList ? echoes(search) : answer(request, await text(request));
    draft.headers['x-request-id'] = requestId(request.headers['x-request-id']);
    journal.keep(draft.body, draft.headers['x-request-id']);
    flaw(draft, request);
    const sent = JSON.stringify(draft.body);
    const length = Buffer.byteLength(sent);
    const headers = { 'content-type': 'application/json', 'content-length': length, ...draft.headers };
    response.writeHead(draft.status, headers).end(sent);
  }
  return createServer((request, response) => void serve(request, response));
}
