import { stickyCookie } from '../balancing/affinity.ts';
import type { Ask, Pick } from '../pools/upstreams.ts';
import { fieldsOf, linesOf } from './field-lines.ts';
import { pointsElsewhere, rewriteLocation } from './location.ts';

/** Whose answer it is, and to what. */
export interface Provenance {
  readonly status: number;
  readonly pick: Pick;
  /** The part of the path that the replica does not know of. */
  readonly prefix: string;
  readonly ask: Ask;
}

/** What an answer's fields get because it comes through a gateway: a `Location` that leads there, the cookie of its pool. */
export function adaptLines(lines: string, { status, pick, prefix, ask }: Provenance): string {
  const { replica, settings, trial } = pick;
  const { sticky, upstream } = settings;
  let adapted = lines;
  if (pointsElsewhere(status)) {
    const fields = fieldsOf(lines);
    rewriteLocation(fields, { names: [replica, ...upstream], prefix });
    adapted = linesOf(fields);
  }
  // One on probation gets nobody's next requests.
  if (sticky?.by !== 'cookie' || trial || ask.affinity(sticky) === replica.token) return adapted;
  return `${adapted}set-cookie: ${stickyCookie(sticky.name, replica.token, prefix)}\r\n`;
}
