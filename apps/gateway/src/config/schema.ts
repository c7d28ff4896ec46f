import { duration, size } from '@echo-twins/shared/config/values';
import * as z from 'zod';
import { BALANCING } from '../balancing/preference.ts';
import { weightedUpstreamUrls } from './upstream-urls.ts';

/** A value of the kinds that environment variables hold, where YAML may have read a number. */
function scalar<T>(kind: z.ZodType<T, string>) {
  return z.union([z.string(), z.number()]).transform(String).pipe(kind);
}

function span(fallback: string, purpose: string) {
  return z.prefault(scalar(duration()), fallback).meta({ purpose });
}

/** A size, or `none` for 0. */
function bytes(fallback: string, purpose: string) {
  const kind = z.string().transform((text, context) => {
    const { success, data } = size().safeParse(text);
    if (text === 'none') return 0;
    if (!success) context.addIssue({ code: 'custom', message: 'none, or a size such as 1 MiB or 100kb' });
    return data ?? 0;
  });
  return z.prefault(scalar(kind), fallback).meta({ purpose });
}

const WHOLE = 'a whole number from 1 to 100000';

function count(fallback: number, purpose: string) {
  return z.prefault(z.int(WHOLE).min(1, WHOLE).max(100_000, WHOLE), fallback).meta({ purpose });
}

const path = () => z.string().regex(/^\/[\w.~!$&'()*+,;=:@/-]*$/u, 'a path such as /health');

const prefix = () =>
  z
    .string()
    .regex(/^(?:\/|(?:\/[\w~-][\w.~-]*)+)$/u, 'a path prefix such as /api, without a slash at the end');

const name = () => z.string().regex(/^[\w-]{1,64}$/u, 'a name of letters, digits, _ and -');

const Health = z.strictObject({
  path: z.prefault(path(), '/health').meta({ purpose: 'what is asked of each replica' }),
  every: span('2s', 'how often; a random tenth is added or taken away'),
  timeout: span('1s', 'how long an answer may take'),
  up: count(1, 'good answers in a row until a replica is used again'),
  down: count(2, 'bad answers in a row until it is not used any more'),
});

const Deadlines = z.strictObject({
  connect: span('1s', 'to connect to a replica'),
  queue: span('1s', 'to wait for a connection when all are busy'),
  firstByte: span('30s', 'until a replica begins to answer, counted from the last byte sent to it'),
  idle: span('60s', 'between two parts of a body'),
  total: span('0', 'for the whole request; 0 for as long as it takes'),
});

const Connections = z.strictObject({
  max: count(256, 'open connections to one replica'),
  queue: count(256, 'requests that wait for one of them; the next one gets a 503'),
  idle: span('4s', 'how long an unused connection is kept when the replica does not say'),
  settle: span(
    '10ms',
    'how long a new connection has to stand before a request goes over it that cannot be repeated',
  ),
});

const Outliers = z.strictObject({
  failures: count(5, 'failed requests in a row (5xx, no answer, a bad one) until a replica is ejected'),
  ejection: span('10s', 'for how long, the first time; doubled each time after'),
  longest: span('5m', 'at most for how long'),
});

const Retries = z.strictObject({
  attempts: count(3, 'replicas that a request may be sent to'),
  share: z.prefault(z.number().min(0).max(1), 0.2).meta({ purpose: 'retries for each request, on average' }),
  floor: count(10, 'retries a second that are allowed in any case'),
});

const Sticky = z.strictObject({
  by: z.enum(['cookie', 'header', 'client'], 'one of cookie, header, client').meta({
    purpose: 'what requests that belong together have in common: `cookie`, `header` or `client` address',
  }),
  name: z
    .prefault(
      z.string().regex(/^[\w!#$%&'*+.^`|~-]{1,64}$/u, 'the name of a cookie or field'),
      'gateway-replica',
    )
    .meta({ purpose: 'of the cookie, which the gateway sets, or of the header' }),
  bound: z
    .prefault(z.number('a number from 1 to 100').min(1).max(100), 1.25)
    .meta({ purpose: 'times its share of the requests in flight, above which a replica is passed over' }),
});

/** A pool: replicas that serve the same thing, found behind a host name or in a list. */
export const PoolSchema = z.strictObject({
  upstream: weightedUpstreamUrls().meta({
    purpose: 'http://HOST:PORT; several with commas, or a list, an entry of which may be `{ url, weight }`',
  }),
  balancing: z
    .prefault(z.enum(BALANCING, `one of ${BALANCING.join(', ')}`), 'round-robin')
    .meta({ purpose: 'who is next: `round-robin`, `least-connections` or `power-of-two`' }),
  sticky: Sticky.optional().meta({ purpose: 'requests that belong together go to the same replica' }),
  resolve: span('1s', 'how often the host names are resolved again'),
  health: Health.prefault({}).meta({ purpose: 'active health checks' }),
  deadlines: Deadlines.prefault({}).meta({ purpose: 'how long each step may take' }),
  connections: Connections.prefault({}).meta({ purpose: 'bounds on connections' }),
  outliers: Outliers.prefault({}).meta({
    purpose: 'passive health checks: what the requests themselves tell',
  }),
  retries: Retries.prefault({}).meta({ purpose: 'how failed requests are sent again' }),
});

const MEMBER = "a pool's name, or { pool: NAME, weight: a whole number from 1 to 100000 }";

/** A group: pools that take turns, whatever the number of their replicas. */
export const GroupSchema = z.strictObject({
  members: z
    .array(
      z.union([name(), z.strictObject({ pool: name(), weight: count(1, 'how many of the turns') })], MEMBER),
    )
    .min(2)
    .meta({ purpose: 'the pools that take turns: names, or `{ pool, weight }`' }),
});

const Body = z.strictObject({
  limit: bytes('none', 'the largest request body'),
  time: span('10s', 'how long a body may come as slowly as it likes'),
  rate: bytes('1 KiB', 'how much of it has to come each second from then on'),
});

const Rate = z.strictObject({
  requests: count(100, 'requests of one client address'),
  per: span('1s', 'in this time'),
});

const Limits = z.strictObject({
  connections: count(10_000, 'client connections; more are closed at once'),
  requests: count(5000, 'requests in the gateway at a time; more get a 503'),
  headerTime: span('5s', 'until a request’s header section is complete'),
  keepAlive: span('65s', 'how long an unused client connection is kept'),
  halfClosed: span(
    '30ms',
    'how long a client that has ended its side is believed to wait while nothing of its answer goes out',
  ),
  stall: span('60s', 'how long a client may take nothing of its answer'),
});

const Compare = z.strictObject({
  sides: z
    .record(name(), name())
    .refine((sides) => Object.keys(sides).length === 2, 'two names, each with its pool')
    .meta({
      purpose:
        'two names, and the pool behind each, such as `{ express: express-echo, fastify: fastify-echo }`',
    }),
  deadline: span('5s', 'how long an answer may take; then it is reported as missing'),
});

/** A route: which requests, and who answers them. */
export const RouteSchema = z.strictObject({
  prefix: prefix().meta({ purpose: 'which requests: those whose first path segments these are' }),
  pool: name().optional().meta({ purpose: 'the pool or group that answers' }),
  compare: Compare.optional().meta({
    purpose:
      'instead of `pool`: two pools that are both asked; the answer is both answers and their differences',
  }),
  retryOn: z
    .prefault(z.array(z.int().min(500).max(599)), [])
    .meta({ purpose: 'statuses with which a repeatable request is sent to another replica' }),
  body: Body.prefault({}).meta({ purpose: 'bounds on request bodies' }),
  rate: Rate.optional().meta({ purpose: 'a bound on the requests of each client; 429 above it' }),
  title: z.prefault(z.string().max(200), '').meta({ purpose: 'what the list of routes says of it' }),
});

const isGroup = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && 'members' in value;

/** A configuration file. */
export const GatewayFile = z
  .strictObject({
    pools: z.record(name(), z.unknown()).transform((pools, context) => readPools(pools, context)),
    routes: z.array(RouteSchema).min(1),
    limits: Limits.prefault({}).meta({ purpose: 'bounds on clients' }),
    listing: path().optional().meta({ purpose: 'where the list of routes is' }),
    health: path().optional().meta({ purpose: 'where the state of the pools is' }),
  })
  .superRefine(({ pools, routes }, context) => {
    const seen = new Set<string>();
    for (const [index, { prefix, pool, compare }] of routes.entries()) {
      if (seen.has(prefix)) {
        context.addIssue({ code: 'custom', path: ['routes', index, 'prefix'], message: 'each prefix once' });
      }
      seen.add(prefix);
      if ((pool === undefined) === (compare === undefined)) {
        context.addIssue({ code: 'custom', path: ['routes', index], message: 'either pool or compare' });
      }
      const known = [...pools.single.keys(), ...pools.groups.keys()];
      const message = `one of ${known.join(', ')}`;
      if (pool !== undefined && !known.includes(pool)) {
        context.addIssue({ code: 'custom', path: ['routes', index, 'pool'], message });
      }
      for (const [side, own] of Object.entries(compare?.sides ?? {})) {
        if (known.includes(own)) continue;
        context.addIssue({ code: 'custom', path: ['routes', index, 'compare', 'sides', side], message });
      }
    }
  });

/** A pool's settings. */
export type PoolSettings = z.infer<typeof PoolSchema>;
/** A group's settings. */
type GroupSettings = z.infer<typeof GroupSchema>;
/** How requests that belong together are kept with one replica. */
export type StickySettings = z.infer<typeof Sticky>;
/** A route's settings. */
export type RouteSettings = z.infer<typeof RouteSchema>;
/** A member of a group: the pool's name and its weight. */
export function memberOf(member: GroupSettings['members'][number]): [name: string, weight: number] {
  return typeof member === 'string' ? [member, 1] : [member.pool, member.weight];
}

/** A configuration, checked. */
export type GatewayConfig = z.infer<typeof GatewayFile>;

interface Pools {
  readonly single: ReadonlyMap<string, PoolSettings>;
  readonly groups: ReadonlyMap<string, GroupSettings>;
}

/** A problem with one value, wherever in the file it is. */
export interface Finding {
  readonly path: PropertyKey[];
  /** What would be accepted there. */
  readonly message: string;
}

/** An issue as findings: a key that does not exist is a finding of its own. */
export function findingsOf(issue: z.core.$ZodIssue): Finding[] {
  if (issue.code !== 'unrecognized_keys') return [{ path: issue.path, message: issue.message }];
  return issue.keys.map((key) => ({ path: [...issue.path, key], message: 'no key of that name here' }));
}

/** A union would say of a mistake in a pool only "invalid input"; read one by one, each mistake has its own line. */
function readPools(pools: Record<string, unknown>, context: z.RefinementCtx): Pools {
  const single = new Map<string, PoolSettings>();
  const groups = new Map<string, GroupSettings>();
  for (const [name, value] of Object.entries(pools)) {
    const pool = isGroup(value) ? undefined : PoolSchema.safeParse(value);
    const group = isGroup(value) ? GroupSchema.safeParse(value) : undefined;
    if (pool?.success) single.set(name, pool.data);
    if (group?.success) groups.set(name, group.data);
    const issues = pool?.error?.issues ?? group?.error?.issues ?? [];
    for (const { path, message } of issues.flatMap(findingsOf)) {
      context.addIssue({ code: 'custom', message, path: [name, ...path] });
    }
  }
  const known = Object.keys(pools).filter((name) => !isGroup(pools[name]));
  for (const [name, { members }] of groups) {
    for (const [index, member] of members.entries()) {
      if (known.includes(memberOf(member)[0])) continue;
      const message = `one of ${known.join(', ')}`;
      context.addIssue({ code: 'custom', path: [name, 'members', index], message });
    }
  }
  return { single, groups };
}
