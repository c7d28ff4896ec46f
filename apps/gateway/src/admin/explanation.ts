import type { Interior } from '../interior.ts';
import type { UpstreamsState } from '../pools/upstreams.ts';
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
  readonly upstreams?: UpstreamsState;
}

/**
 * Says what would become of a request, and whose it would be if it belonged to `key`: the value of its pool's cookie or
 * header, or the client's address. It is done without making it and without taking anybody's turn.
 */
export function explain(interior: Interior, given: string, key?: string): Explanation {
  const target = readTarget(given);
  if (target === undefined) return { given, outcome: '400: the target is not a valid path' };
  const { path, query } = target;
  if (path === interior.listingPath) return { given, path, outcome: 'answered here: the list of routes' };
  if (path === interior.healthPath) return { given, path, outcome: 'answered here: the state of the pools' };
  const match = interior.routes.match(path);
  if (match === undefined) return { given, path, outcome: '404: no route has a prefix of this path' };
  const { settings, upstreams } = match.route;
  if (upstreams.comparison !== undefined) {
    const names = upstreams.comparison.sides.map(({ upstreams: { name } }) => name).join(' and ');
    const outcome = `both asked and compared: ${names}`;
    return { given, path, outcome, route: settings.prefix, passed: match.rest + query };
  }
  const state = upstreams.upstreams.state(key);
  return {
    given,
    path,
    outcome: state.next === undefined ? '503: nobody can be sent requests' : `passed on to ${state.next}`,
    route: settings.prefix,
    passed: match.rest + query,
    upstreams: state,
  };
}
