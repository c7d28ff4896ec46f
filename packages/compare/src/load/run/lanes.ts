import { LaneError } from '../../lanes/lane.ts';
import type { LoadOptions } from '../cli/options.ts';
import { Engine } from '../engine/engine.ts';
import { composeLanes } from '../lanes/compose-lane.ts';
import type { LoadLane } from '../lanes/load-lane.ts';
import { localLane, type Setting } from '../lanes/local-lane.ts';
import { remoteLane } from '../lanes/target-lane.ts';
import { nodeBinary, OWN_NODE } from '../machine/node-binary.ts';

const USUAL = ['express', 'fastify'];

/**
 * The lanes of a run: those named, then the targets; only the targets when there are two or more of them.
 *
 * @throws {LaneError} naming what was not understood and what there is
 */
export async function chooseLanes(
  options: LoadOptions,
  setting: Omit<Setting, 'nodes'>,
): Promise<LoadLane[]> {
  const given = options.node.map(nodeBinary);
  const [first = OWN_NODE, ...others] = given;
  const names = options.lanes ?? (options.target.length > 1 ? [] : USUAL);
  const { compose } = options;
  const lanes = [
    ...(compose === undefined
      ? names.map((name) => localLane(name, { ...setting, nodes: [first, ...others] }))
      : await composeLanes(new Engine(), compose, options.lanes)),
    ...options.target.map(remoteLane),
  ];
  const twice = lanes.find(
    ({ facts }, index) => lanes.findIndex((lane) => lane.facts.name === facts.name) !== index,
  );
  if (twice) throw new LaneError(`there are two lanes called ${twice.facts.name}`);
  if (lanes.length < 2) throw new LaneError('a comparison needs two lanes; one was given');
  return lanes;
}
