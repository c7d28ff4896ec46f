import { createServer, type Server } from 'node:http';
import { SERVICE_LIMITS } from '@echo-twins/shared/http/limits';
import type { Lifecycle } from '@echo-twins/shared/lifecycle/phase';

/** What the admin listener tells about. */
export interface AdminDependencies {
  readonly lifecycle: Pick<Lifecycle, 'phase'>;
}

/** The admin listener: what operators and orchestrators ask, kept away from the public port. It does not listen yet. */
export function createAdmin({ lifecycle }: AdminDependencies): Server {
  const pages: Readonly<Record<string, () => { status: number; body: unknown }>> = {
    '/livez': () => ({ status: 200, body: { status: 'alive' } }),
    '/readyz': () => ({ status: lifecycle.phase === 'ready' ? 200 : 503, body: { status: lifecycle.phase } }),
  };
  return createServer(SERVICE_LIMITS, (request, response) => {
    const path = (request.url ?? '').split('?', 1)[0] ?? '';
    const page = Object.hasOwn(pages, path) ? pages[path] : undefined;
    const { status, body } = page?.() ?? { status: 404, body: { pages: Object.keys(pages) } };
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
}
