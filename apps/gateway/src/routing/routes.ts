import type { RouteSettings } from '../config/schema.ts';
import { decode } from './target.ts';

/** A route and what it leads to. */
export interface Route<T> {
  readonly settings: RouteSettings;
  readonly upstreams: T;
}

/** A route that a path belongs to, and the path behind its prefix. */
export interface Match<T> {
  readonly route: Route<T>;
  /** Begins with a slash. */
  readonly rest: string;
}

/**
 * Finds the route of a path: the one with the longest prefix of whole segments, so `/flaskfoo` is not `/flask`. An
 * escaped letter in a prefix is that letter, an escaped slash is not a slash; case matters.
 */
export class RouteTable<T> {
  readonly routes: readonly Route<T>[];
  readonly #byPrefix: ReadonlyMap<string, Route<T>>;
  readonly #depth: number;
  readonly #root: Route<T> | undefined;

  constructor(routes: readonly Route<T>[]) {
    this.routes = routes;
    const byPrefix = new Map(routes.map((route) => [route.settings.prefix, route]));
    this.#root = byPrefix.get('/');
    // The first slash of `//x` would be taken for this prefix, and be missing from the rest.
    byPrefix.delete('/');
    this.#byPrefix = byPrefix;
    this.#depth = Math.max(...routes.map(({ settings: { prefix } }) => prefix.split('/').length - 1));
  }

  match(path: string): Match<T> | undefined {
    let found: Match<T> | undefined = this.#root && { route: this.#root, rest: path };
    let end = 0;
    for (let depth = 0; depth < this.#depth && end < path.length; depth++) {
      const next = path.indexOf('/', end + 1);
      end = next === -1 ? path.length : next;
      const route = this.#get(path.slice(0, end));
      if (route) found = { route, rest: end === path.length ? '/' : path.slice(end) };
    }
    return found;
  }

  #get(prefix: string): Route<T> | undefined {
    const route = this.#byPrefix.get(prefix);
    if (route !== undefined || !prefix.includes('%') || /%2f/iu.test(prefix)) return route;
    return this.#byPrefix.get(decode(prefix) ?? '');
  }
}
