import { LaneError } from '../../lanes/lane.ts';

/** The parts of a lane's name: `NAME[:PROFILE][@NODE][+gateway]`. */
export interface LaneName {
  readonly name: string;
  readonly profile: string | undefined;
  readonly node: string | undefined;
  readonly gateway: boolean;
}

const PATTERN = /^(?<name>[\w-]+)(?::(?<profile>\w+))?(?:@(?<node>[\w.-]+))?(?<gateway>\+gateway)?$/u;

/** @throws {LaneError} when a name has another form */
export function parseLaneName(text: string): LaneName {
  const groups = PATTERN.exec(text)?.groups;
  const name = groups?.['name'];
  if (!groups || name === undefined)
    throw new LaneError(`lane "${text}" is not understood: give NAME[:PROFILE][@NODE][+gateway]`);
  const { profile, node, gateway } = groups;
  return { name, profile, node, gateway: gateway !== undefined };
}
