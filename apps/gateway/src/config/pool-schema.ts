import * as z from 'zod';
import { BALANCING } from '../balancing/preference.ts';
import { amount, count, formed, name, path, span } from './kinds.ts';
import { weightedUpstreamUrls } from './upstream-urls.ts';

const Health = z.strictObject({
  path: z.prefault(path(), '/health').meta({
    purpose: 'what is asked of each replica; well is who answers 2xx, and a redirection is not followed',
  }),
  every: span('2s', 'how often; a random tenth is added or taken away'),
  timeout: span('1s', 'how long an answer may take'),
  up: count(1, 'good answers in a row until a replica is used again'),
  down: count(2, 'bad answers in a row until it is not used any more'),
});

const Deadlines = z.strictObject({
  connect: span('1s', 'to connect to a replica'),
  queue: span('1s', 'to wait for a connection when all are busy', 'to wait for none'),
  firstByte: span('30s', 'until a replica begins to answer, counted from the last byte sent to it'),
  idle: span('60s', 'between two parts of a body'),
  total: span('0', 'for the whole request, from its beginning', 'for as long as it takes'),
});

const Connections = z.strictObject({
  max: count(256, 'open connections to one replica'),
  queue: count(256, 'requests that wait for one of them; the next one gets a 503'),
  idle: span('4s', 'how long an unused connection is kept when the replica does not say', 'to keep none'),
  settle: span(
    '10ms',
    'how long a new connection has to stand before a request goes over it that cannot be repeated',
    'not at all',
  ),
});

const Outliers = z.strictObject({
  failures: count(5, 'failed requests in a row (5xx, no answer, a bad one) until a replica is ejected'),
  ejection: span('10s', 'for how long, the first time; doubled each time after'),
  longest: span('5m', 'at most for how long'),
});

const Retries = z.strictObject({
  attempts: count(3, 'replicas that a request may be sent to'),
  share: amount(0.2, [0, 1], 'retries for each request, on average'),
  floor: count(10, 'retries a second that are allowed in any case'),
});

const Sticky = z.strictObject({
  by: z.enum(['cookie', 'header', 'client'], 'one of cookie, header, client').meta({
    purpose: 'what requests that belong together have in common: `cookie`, `header` or `client` address',
  }),
  name: z
    .prefault(formed(/^[\w!#$%&'*+.^`|~-]{1,64}$/u, 'the name of a cookie or field'), 'gateway-replica')
    .meta({ purpose: 'of the cookie, which the gateway sets, or of the header' }),
  secret: z
    .string('text of at least 16 characters')
    .min(16, 'text of at least 16 characters')
    .optional()
    .meta({
      purpose:
        'text of at least 16 characters, with which a cookie tells nothing of the replica’s address; the same in all gateways in front of a pool',
    }),
  bound: amount(
    1.25,
    [1, 100],
    'times its share of the requests in flight, above which a replica is passed over',
  ),
});

const Overload = z.strictObject({
  by: z.prefault(z.enum(['health', 'answers', 'none'], 'one of health, answers, none'), 'health').meta({
    purpose:
      'what has to take too long before requests are refused: its answers and its `health` check, its `answers` alone, or `none` for never',
  }),
  floor: count(32, 'requests that may always wait for an answer of one replica'),
  tolerance: amount(2, [1, 100], 'times the usual time, from which on answers take too long'),
  slack: span('100ms', 'by how much longer than usual is never too long', 'for nothing'),
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
  overload: Overload.prefault({}).meta({
    purpose: 'when requests are refused because answers take too long',
  }),
  outliers: Outliers.prefault({}).meta({
    purpose: 'passive health checks: what the requests themselves tell',
  }),
  retries: Retries.prefault({}).meta({ purpose: 'how failed requests are sent again' }),
});

const MEMBERS = 'a list of two pools or more';
const MEMBER = "a pool's name, or { pool: NAME, weight: a whole number from 1 to 100000 }";

/** A group: pools that take turns, whatever the number of their replicas. */
export const GroupSchema = z.strictObject({
  members: z
    .array(
      z.union([name(), z.strictObject({ pool: name(), weight: count(1, 'how many of the turns') })], MEMBER),
      MEMBERS,
    )
    .min(2, MEMBERS)
    .meta({
      purpose:
        'the pools that take turns: names, or `{ pool, weight }`; the first one’s `retries.share` and `retries.floor` are the group’s',
    }),
});

/** Whether what is written under a name is to be a group. */
export function isGroup(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'members' in value;
}

/** A pool's settings. */
export type PoolSettings = z.infer<typeof PoolSchema>;
/** A group's settings. */
export type GroupSettings = z.infer<typeof GroupSchema>;
/** How requests that belong together are kept with one replica. */
export type StickySettings = z.infer<typeof Sticky>;

/** A member of a group: the pool's name and its weight. */
export function memberOf(member: GroupSettings['members'][number]): [name: string, weight: number] {
  return typeof member === 'string' ? [member, 1] : [member.pool, member.weight];
}
