import { createServer, type IncomingMessage, type OutgoingHttpHeaders, type Server } from 'node:http';
import { isIP } from 'node:net';
import { createTrust, plainAddress } from '@echo-twins/shared/http/client-address';
import { SERVICE_LIMITS } from '@echo-twins/shared/http/limits';
import type { Lifecycle } from '@echo-twins/shared/lifecycle/phase';
import type { Registry } from 'prom-client';
import type { Interior } from '../interior.ts';
import { effectiveConfig } from './effective.ts';
import { explain } from './explanation.ts';

/** What the admin listener tells about. */
export interface AdminDependencies {
  readonly lifecycle: Pick<Lifecycle, 'phase'>;
  readonly registry: Registry;
  readonly interior: () => Interior;
}

interface Page {
  readonly status: number;
  readonly type: string;
  readonly body: string;
  readonly fields?: OutgoingHttpHeaders;
}

type Pages = Readonly<Record<string, (query: URLSearchParams) => Page | Promise<Page>>>;

const json = (body: unknown, status = 200): Page => ({
  status,
  type: 'application/json',
  body: JSON.stringify(body, null, 2),
});

/** The admin listener: what operators and orchestrators ask, kept away from the public port. It does not listen yet. */
export function createAdmin(dependencies: AdminDependencies): Server {
  const pages = createPages(dependencies);
  return createServer(SERVICE_LIMITS, (request, response) => {
    void answer(pages, request).then(({ status, type, body, fields }) =>
      response.writeHead(status, { ...fields, 'content-type': type }).end(body),
    );
  });
}

async function answer(pages: Pages, request: IncomingMessage): Promise<Page> {
  const { method, url = '/' } = request;
  if (isMisdirected(request)) return json({ accepted: 'Host: localhost, or an address' }, 421);
  if (method !== 'GET' && method !== 'HEAD') {
    return { ...json({ accepted: 'GET and HEAD' }, 405), fields: { allow: 'GET, HEAD' } };
  }
  const [, path = '', query = ''] = /^([^?]*)\??([^]*)$/u.exec(url) ?? [];
  const page = Object.hasOwn(pages, path) ? pages[path] : undefined;
  return page === undefined ? json({ pages: Object.keys(pages) }, 404) : page(new URLSearchParams(query));
}

const isLoopback = createTrust('loopback');

/**
 * Whether a name leads to the loopback address that is not meant for it. Anybody can make a name of theirs do so, and a
 * browser then lets their pages read what it finds there (DNS rebinding).
 */
function isMisdirected({ headers, socket }: IncomingMessage): boolean {
  const { host } = headers;
  if (host === undefined || !isLoopback(plainAddress(socket.localAddress))) return false;
  const name = host.replace(/:\d*$/u, '').replaceAll(/^\[|\]$/gu, '');
  return isIP(name) === 0 && !/^(?:.+\.)?localhost$/iu.test(name);
}

function createPages({ lifecycle, registry, interior }: AdminDependencies): Pages {
  return {
    '/livez': () => json({ status: 'alive' }),
    '/readyz': () => json({ status: lifecycle.phase }, lifecycle.phase === 'ready' ? 200 : 503),
    '/metrics': async () => ({ status: 200, type: registry.contentType, body: await registry.metrics() }),
    '/pools': () => json(Object.fromEntries(interior().pools.map((pool) => [pool.name, pool.state()]))),
    '/config': () => json(effectiveConfig(interior().config)),
    '/explain': (query) => json(explain(interior(), query.get('path') ?? '/', query.get('key') ?? undefined)),
  };
}
