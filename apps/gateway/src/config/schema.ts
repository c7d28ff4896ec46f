import * as z from 'zod';
import { bytes, count, name, path, prefix, span } from './kinds.ts';
import { GroupSchema, type GroupSettings, memberOf, PoolSchema, type PoolSettings } from './pool-schema.ts';

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
  delay: span('200ms', 'how late the event loop may be before fewer requests are let in, though always 256'),
  headerTime: span('5s', 'until a request’s header section is complete'),
  keepAlive: span('65s', 'how long an unused client connection is kept'),
  requestsPerConnection: count(10_000, 'requests of one client connection; the last one’s answer closes it'),
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

/** A route's settings. */
export type RouteSettings = z.infer<typeof RouteSchema>;
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
