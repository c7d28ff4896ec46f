import * as z from 'zod';
import type { Finding } from './findings.ts';
import { isGroup } from './pool-schema.ts';

/** Unlike a record of the schema's, it has a key `__proto__` if the file has. */
const Mapping = z.custom<Readonly<Record<string, unknown>>>(isMapping).catch({});
const List = z.array(z.unknown()).catch([]);
const Text = z.string().optional().catch(undefined);

/** As much of a file as its parts say of one another. What cannot be read is passed over: the schema reports it. */
const Outline = z
  .object({ pools: Mapping, routes: z.array(Mapping).catch([]), listing: Text, health: Text })
  .catch({ pools: {}, routes: [], listing: undefined, health: undefined });
type Outline = z.infer<typeof Outline>;

const Group = z.object({ members: List }).catch({ members: [] });
const Member = z.union([z.string(), z.object({ pool: z.string() }).transform(({ pool }) => pool)]);
const Compare = z.object({ sides: Mapping }).catch({ sides: {} });

/** What does not belong together in a file, whatever else is wrong with it. */
export function brokenReferences(file: unknown): Finding[] {
  const outline = Outline.parse(file);
  return [
    ...lostNames(outline),
    ...wrongMembers(outline),
    ...wrongDestinations(outline),
    ...takenPaths(outline),
  ];
}

function isMapping(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A record of the schema's passes over this name without a word. */
const LOST = '__proto__';

function lostNames({ pools, routes }: Outline): Finding[] {
  const places: [Readonly<Record<string, unknown>>, PropertyKey[]][] = [
    [pools, ['pools']],
    ...routes.map(({ compare }, index): [Readonly<Record<string, unknown>>, PropertyKey[]] => [
      Compare.parse(compare).sides,
      ['routes', index, 'compare', 'sides'],
    ]),
  ];
  return places
    .filter(([mapping]) => Object.hasOwn(mapping, LOST))
    .map(([, place]) => ({ path: [...place, LOST], message: `a key that is a name other than ${LOST}` }));
}

function wrongMembers({ pools }: Outline): Finding[] {
  const single = Object.keys(pools).filter((name) => !isGroup(pools[name]));
  return Object.entries(pools).flatMap(([name, pool]) =>
    Group.parse(pool).members.flatMap((member, index) =>
      wrongName(Member.safeParse(member).data, single, ['pools', name, 'members', index]),
    ),
  );
}

function wrongDestinations({ pools, routes }: Outline): Finding[] {
  const known = Object.keys(pools).filter((name) => name !== LOST);
  return routes.flatMap(({ pool, compare }, index) => {
    const place = ['routes', index];
    const sides = Object.entries(Compare.parse(compare).sides);
    return [
      ...((pool === undefined) === (compare === undefined)
        ? [{ path: place, message: 'either pool or compare' }]
        : []),
      ...wrongName(pool, known, [...place, 'pool']),
      ...sides.flatMap(([side, name]) => wrongName(name, known, [...place, 'compare', 'sides', side])),
    ];
  });
}

function wrongName(name: unknown, known: readonly string[], path: readonly PropertyKey[]): Finding[] {
  if (typeof name !== 'string' || known.includes(name)) return [];
  return [{ path, message: known.length > 0 ? `one of ${known.join(', ')}` : 'a pool, and there is none' }];
}

/** A path that the gateway answers itself would hide a route of the same path; `/a/` is the same as `/a` here. */
function takenPaths({ routes, listing, health }: Outline): Finding[] {
  const seen = new Set<string>();
  const places: [unknown, PropertyKey[], string][] = [
    ...routes.map(({ prefix }, index): [unknown, PropertyKey[], string] => [
      prefix,
      ['routes', index, 'prefix'],
      'each prefix once',
    ]),
    [listing, ['listing'], 'a path that is no route’s'],
    [health, ['health'], 'a path that is neither a route’s nor that of the listing'],
  ];
  return places.flatMap(([path, place, message]) => {
    if (typeof path !== 'string') return [];
    const plain = path.replace(/(?<=.)\/$/u, '');
    if (seen.has(plain)) return [{ path: place, message }];
    seen.add(plain);
    return [];
  });
}
