import * as z from 'zod';
import { findingsOf, wording } from './findings.ts';
import { bytes, count, name, path, prefix, span, whole } from './kinds.ts';
import { GroupSchema, type GroupSettings, isGroup, PoolSchema, type PoolSettings } from './pool-schema.ts';

const Body = z.strictObject({
  limit: bytes('none', 'the largest request body; `none` for any'),
  time: span('10s', 'how long a body may come as slowly as it likes', 'for not at all'),
  rate: bytes('1 KiB', 'how much of it has to come each second from then on; `none` for no such bound'),
});

const Rate = z.strictObject({
  requests: count(100, 'requests of one client address, which each gateway process counts for itself'),
  per: span('1s', 'in this time'),
});

const Limits = z.strictObject({
  connections: count(10_000, 'client connections; more are closed at once'),
  requests: count(5000, 'requests in the gateway at a time; more get a 503'),
  websockets: count(5000, 'WebSockets at a time, those being opened included; more get a 503'),
  delay: span('200ms', 'how late the event loop may be before fewer requests are let in, though always 256'),
  headerTime: span(
    '5s',
    'from the first byte of a request until its header section is complete; as long may a client be silent at first',
  ),
  keepAlive: span('65s', 'how long an unused client connection is kept'),
  requestsPerConnection: count(10_000, 'requests of one client connection; the last one’s answer closes it'),
  halfClosed: span(
    '30ms',
    'when a client that has ended its side, and of whose answer nothing goes out, is tested with a 100 (Continue)',
    'for at once',
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

const TITLE = 'text of at most 200 characters';

/** A route: which requests, and who answers them. */
export const RouteSchema = z.strictObject({
  prefix: prefix().meta({ purpose: 'which requests: those whose first path segments these are' }),
  pool: name().optional().meta({ purpose: 'the pool or group that answers' }),
  compare: Compare.optional().meta({
    purpose:
      'instead of `pool`: two pools that are both asked; the answer is both answers and their differences',
  }),
  retryOn: z
    .prefault(z.array(whole(500, 599), 'a list of statuses'), [])
    .meta({ purpose: 'statuses with which a repeatable request is sent to another replica' }),
  body: Body.prefault({}).meta({ purpose: 'bounds on request bodies' }),
  rate: Rate.optional().meta({ purpose: 'a bound on the requests of each client; 429 above it' }),
  title: z
    .prefault(z.string(TITLE).max(200, TITLE), '')
    .meta({ purpose: 'what the list of routes says of it' }),
});

/** A configuration file. */
export const GatewayFile = z.strictObject({
  pools: z.record(name(), z.unknown()).transform((pools, context) => readPools(pools, context)),
  routes: z.array(RouteSchema).min(1, 'one route or more'),
  limits: Limits.prefault({}).meta({ purpose: 'bounds on clients' }),
  listing: path().optional().meta({ purpose: 'where the list of routes is' }),
  health: path().optional().meta({ purpose: 'where the state of the pools is' }),
});

/** A route's settings. */
export type RouteSettings = z.infer<typeof RouteSchema>;
/** A configuration, checked. */
export type GatewayConfig = z.infer<typeof GatewayFile>;

interface Pools {
  readonly single: ReadonlyMap<string, PoolSettings>;
  readonly groups: ReadonlyMap<string, GroupSettings>;
}

/** A union would say of a mistake in a pool only "invalid input"; read one by one, each mistake has its own line. */
function readPools(pools: Record<string, unknown>, context: z.RefinementCtx): Pools {
  const single = new Map<string, PoolSettings>();
  const groups = new Map<string, GroupSettings>();
  for (const [name, value] of Object.entries(pools)) {
    const pool = isGroup(value) ? undefined : PoolSchema.safeParse(value, wording);
    const group = isGroup(value) ? GroupSchema.safeParse(value, wording) : undefined;
    if (pool?.success) single.set(name, pool.data);
    if (group?.success) groups.set(name, group.data);
    const issues = pool?.error?.issues ?? group?.error?.issues ?? [];
    for (const { path, message } of issues.flatMap(findingsOf)) {
      context.addIssue({ code: 'custom', message, path: [name, ...path] });
    }
  }
  return { single, groups };
}
