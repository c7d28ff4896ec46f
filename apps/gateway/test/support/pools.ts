import { startUpstream } from './upstream.ts';

/** Replicas with quiet health checks; what is tested is what the requests themselves bring about. */
export const pool = (urls: readonly string[], settings = '', route = '') => `
pools:
  twin:
    upstream: ${urls.join(',')}
    health: { every: 60m }
    ${settings}
routes:
  - { prefix: /, pool: twin ${route} }
`;

/** A replica that answers everything. */
export const ok = () =>
  startUpstream((request, response) => {
    request.resume();
    request.on('end', () => response.end('ok'));
  });

/** Asks again and again, one after the other. */
export async function statusesOf(
  url: string,
  count: number,
  init: (index: number) => RequestInit = () => ({}),
) {
  const statuses: number[] = [];
  for (let index = 0; index < count; index++) {
    const response = await fetch(url, init(index));
    await response.arrayBuffer();
    statuses.push(response.status);
  }
  return statuses;
}

/** Every fourth request is a POST with a body. */
export const mixed = (index: number): RequestInit =>
  index % 4 === 3 ? { method: 'POST', body: 'x'.repeat(500) } : {};
/** How many got an error of a server. */
export const failed = (statuses: number[]): number => statuses.filter((status) => status >= 500).length;
