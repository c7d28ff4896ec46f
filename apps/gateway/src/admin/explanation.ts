import type { RouteSettings } from '../config/schema.ts';
import type { Interior } from '../interior.ts';
import type { UpstreamsState } from '../pools/upstreams.ts';
import { isHost } from '../routing/host.ts';
import { readTarget } from '../routing/target.ts';

/** What would become of a request for a path, and why. */
export interface Explanation {
  readonly given: string;
  /** The path after dot segments have been resolved; what routes are compared with. */
  readonly path?: string;
  readonly outcome: string;
  readonly route?: string;
  /** What the replica would see. */
  readonly passed?: string;
  /** What else has to be so. */
  readonly condition?: string;
  /** How many requests of one client, in so many milliseconds, are not answered 429. */
  readonly rate?: RouteSettings['rate'];
  readonly upstreams?: UpstreamsState;
}

/**
 * Says what would become of a request, and whose it would be if it belonged to `key`: the value of its pool's cookie or
 * header, or the client's address. It is done without making it and without taking anybody's turn.
 */
export function explain(interior: Interior, given: string, key?: string): Explanation {
  const target = readTarget(given);
  if (target === undefined) return { given, outcome: '400: the target is not a valid path' };
  const { path, query, authority } = target;
  if (authority !== undefined && !isHost(authority))
    return { given, outcome: '400: the target names no host' };
  const known = {
    given,
    path,
    ...(authority !== undefined && { condition: `Host names ${authority} too; 400 otherwise` }),
  };
  if (path === interior.listingPath) return { ...known, outcome: 'answered here: the list of routes' };
  if (path === interior.healthPath) return { ...known, outcome: 'answered here: the state of the pools' };
  const match = interior.routes.match(path);
  if (match === undefined) return { ...known, outcome: '404: no route has a prefix of this path' };
  const { settings, upstreams } = match.route;
  const { prefix, rate } = settings;
  const matched = { ...known, route: prefix, passed: match.rest + query, ...(rate && { rate }) };
  if (upstreams.comparison !== undefined) {
    const names = upstreams.comparison.sides.map(({ upstreams: { name } }) => name).join(' and ');
    return { ...matched, outcome: `both asked and compared: ${names}` };
  }
  const state = upstreams.upstreams.state(key);
  const outcome =
    state.next === undefined ? '503: nobody can be sent requests' : `passed on to ${state.next}`;
  return { ...matched, outcome, upstreams: state };
}
