import { classOf, compare, type Side } from '../classify/compare.ts';
import type { Lane } from '../lanes/lane.ts';
import { normalise } from '../normalise/normal.ts';
import type { Probe } from '../probes/probe.ts';
import { needsOwnProcess, type Progress, runInTurn, runLane } from './lane-run.ts';
import type { Result } from './result.ts';

/** One lane, all probes: what it did, and on which probes it does not do the same twice. */
export interface LaneResults {
  readonly lane: Lane;
  readonly results: ReadonlyMap<string, Result>;
  readonly flaky: ReadonlySet<string>;
}

const sides = new WeakMap<Result, Side>();

/** A result as it is compared; normalised once, however often it is asked for. */
export function sideOf(result: Result): Side {
  const known = sides.get(result);
  if (known) return known;
  const side = { normal: normalise(result.observation), fate: result.fate };
  sides.set(result, side);
  return side;
}

/**
 * Runs the probes on two instances of a lane. Where they differ, both run that probe again, with nothing beside it; when
 * they still differ, the probe is flaky on this lane, and says nothing about it. A probe that has a process of its own anyway runs once: nothing else
 * can have disturbed it.
 */
export async function runTwice(
  lane: Lane,
  probes: readonly Probe[],
  progress: Progress,
): Promise<LaneResults> {
  const shared = probes.filter((probe) => !needsOwnProcess(probe));
  const [first, second] = await Promise.all([
    runLane(lane, probes, { progress }),
    runLane(lane, shared, { progress }),
  ]);
  const odd = shared.filter(({ id }) => !sameTwice(first.get(id), second.get(id)));
  const [third, fourth] = await Promise.all([runInTurn(lane, odd), runInTurn(lane, odd)]);
  const flaky = odd.filter(({ id }) => !sameTwice(third.get(id), fourth.get(id))).map(({ id }) => id);
  return { lane, results: new Map([...first, ...third]), flaky: new Set(flaky) };
}

function sameTwice(first: Result | undefined, second: Result | undefined): boolean {
  if (!first || !second) return first === second;
  return classOf(compare(sideOf(first), sideOf(second))) === 'SAME';
}
