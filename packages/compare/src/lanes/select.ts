import { BUNDLED, type Bundled, bundledLane, type Profile, PROFILES } from './bundled.ts';
import type { Fleet } from './child.ts';
import { throughGateway } from './gateway.ts';
import { type Lane, LaneError } from './lane.ts';
import { directName, THROUGH } from '../report/pairs.ts';
import { TWIN_PROFILES, type Twin, TWINS, twinLane } from './service.ts';
import { type Target, targetLane } from './target.ts';
import type { Versions } from './versions.ts';

/** What lanes are chosen from. */
export interface Selection {
  readonly fleet: Fleet;
  /** Names as given; none means the usual ones. */
  readonly names: readonly string[] | undefined;
  readonly profile: string | undefined;
  readonly targets: readonly Target[];
  /** Folders with other versions of the frameworks. */
  readonly versions: Versions;
}

/**
 * The lanes to run: those named, then the targets. Without names: Express, Fastify and the bare runtime; the twins when the
 * profile is one of theirs; only the targets when there are two or more, since they are what is to be compared.
 *
 * @throws {LaneError} naming what was not understood and what there is
 */
export function selectLanes(selection: Selection): Lane[] {
  const names = selection.names ?? usual(selection);
  const lanes = [...names.map((name) => laneOf(name, selection)), ...selection.targets.map(targetLane)];
  const twice = lanes.find(({ name }, index) => lanes.findIndex((lane) => lane.name === name) !== index);
  if (twice) throw new LaneError(`there are two lanes called ${twice.name}`);
  if (lanes.length < 2) throw new LaneError('a comparison needs two lanes; one was given');
  return lanes;
}

/**
 * Looks whether each version that is asked for has a lane that runs it.
 *
 * @param wanted such as `fastify@5.0.0`
 * @throws {LaneError} naming the one that would be installed in vain
 */
export function checkVersions(wanted: readonly string[], lanes: readonly Lane[]): void {
  for (const specification of wanted) {
    const [name = ''] = specification.split('@');
    if (lanes.some((lane) => lane.routes === 'lane' && lane.owned && directName(lane.name) === name))
      continue;
    const where = `it is for --lanes ${name}, in the profiles defaults and production`;
    throw new LaneError(`--with ${specification}: no lane runs it; ${where}`);
  }
}

function usual({ profile, targets }: Selection): readonly string[] {
  if (targets.length > 1) return [];
  return isTwinProfile(profile) ? TWINS : BUNDLED;
}

function laneOf(name: string, selection: Selection): Lane {
  const target = selection.targets.find((candidate) => candidate.name === name);
  if (target) throw new LaneError(`--target ${name} is a lane already: leave it out of --lanes`);
  if (!name.endsWith(THROUGH)) return direct(name, selection);
  return throughGateway(direct(directName(name), selection), selection.fleet);
}

function direct(name: string, { fleet, profile, versions }: Selection): Lane {
  const bundled = BUNDLED.find((candidate) => candidate === name);
  if (bundled && profile === 'aligned') return { ...twinLane(twinOf(bundled), { fleet, profile }), name };
  if (bundled) {
    const folder = versions[bundled];
    return bundledLane(bundled, { fleet, profile: bundledProfile(profile), ...(folder && { folder }) });
  }
  const twin = TWINS.find((candidate) => candidate === name);
  if (twin) return twinLane(twin, { fleet, profile: twinProfile(profile) });
  const all = [...BUNDLED, ...TWINS].join(', ');
  throw new LaneError(`there is no lane "${name}": there are ${all}, and each with ${THROUGH}`);
}

/** The twin in which a framework is aligned; the contract is all that is aligned, so its routes are all that is asked. */
function twinOf(bundled: Bundled): Twin {
  const twin = TWINS.find((name) => name.startsWith(bundled));
  if (twin) return twin;
  const why = 'bare node:http has no habits of a framework to align';
  throw new LaneError(`--profile aligned: lane ${bundled} has none, for ${why}; use --lanes express,fastify`);
}

function isTwinProfile(profile: string | undefined): boolean {
  return TWIN_PROFILES.some((name) => name === profile);
}

function bundledProfile(profile = 'defaults'): Profile {
  if (profile === 'defaults' || profile === 'production') return profile;
  throw unknownProfile(profile, [...Object.keys(PROFILES), 'aligned']);
}

function twinProfile(profile = 'native') {
  const found = TWIN_PROFILES.find((name) => name === profile);
  if (found) return found;
  throw unknownProfile(profile, TWIN_PROFILES);
}

function unknownProfile(profile: string, known: readonly string[]): LaneError {
  return new LaneError(`--profile ${profile} is none of these lanes': they have ${known.join(' and ')}`);
}
