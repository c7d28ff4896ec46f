import type { OwnAnswer } from '../proxy/answer.ts';
import type { GatewayConfig } from '../config/schema.ts';

/** The list of routes, as people and as programs read it. */
export interface Listing {
  readonly routes: Readonly<Record<string, string>>;
  readonly text: OwnAnswer;
  readonly json: OwnAnswer;
}

/** The answers to "what is here?", made once. */
export function createListing({ routes, health }: GatewayConfig): Listing {
  const entries = routes.map(({ prefix, title }) => [prefix === '/' ? '/' : `${prefix}/`, title] as const);
  if (health !== undefined) entries.push([health, 'State of the pools']);
  const list = Object.fromEntries(entries);
  const lines = ['API Gateway', 'Routes:', ...entries.map(([path, title]) => `${path} - ${title}`)];
  return {
    routes: list,
    text: { status: 200, type: 'text/plain; charset=utf-8', body: `${lines.join('\n')}\n` },
    json: {
      status: 200,
      type: 'application/json',
      body: JSON.stringify({ service: 'API Gateway', routes: list }),
    },
  };
}

/** Whether the client would rather have JSON: it says so and does not ask for text or a page. */
export function prefersJson(accept: string | undefined): boolean {
  return accept !== undefined && accept.includes('application/json') && !accept.includes('text/html');
}
