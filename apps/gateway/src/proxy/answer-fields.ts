import { stickyCookie } from '../balancing/affinity.ts';
import type { Ask, Pick as Picked } from '../pools/upstreams.ts';
import { fieldsOf, linesOf } from './field-lines.ts';
import { publicPrefix } from './forwarding.ts';
import { pointsElsewhere, rewriteLocation } from './location.ts';
import type { Passage } from './passage.ts';

/** Whose answer it is, and to what. */
export interface Provenance {
  readonly status: number;
  readonly pick: Picked;
  readonly passage: Pick<Passage, 'lines' | 'prefix'>;
  readonly ask: Ask;
}

/** What an answer's fields get because it comes through a gateway: a `Location` that leads there, the cookie of its pool. */
export function adaptLines(lines: string, { status, pick, passage, ask }: Provenance): string {
  const { replica, settings, trial } = pick;
  const { sticky, upstream } = settings;
  const prefix = (): string => publicPrefix(passage.lines, passage.prefix);
  let adapted = lines;
  if (pointsElsewhere(status)) {
    const fields = fieldsOf(lines);
    rewriteLocation(fields, { names: [replica, ...upstream], prefix: prefix() });
    adapted = linesOf(fields);
  }
  // One on probation gets nobody's next requests.
  if (sticky?.by !== 'cookie' || trial || ask.affinity(sticky) === replica.token) return adapted;
  return `${adapted}set-cookie: ${stickyCookie(sticky.name, replica.token, prefix())}\r\n`;
}
