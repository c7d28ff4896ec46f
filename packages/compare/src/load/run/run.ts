import { LaneError } from '../../lanes/lane.ts';
import { GeneratorError } from '../blocks/driver.ts';
import { type Bench, runBlock, type Task } from '../blocks/run-block.ts';
import type { LoadLane } from '../lanes/load-lane.ts';
import { type Block, placeName } from '../results/block.ts';
import type { Folder } from '../results/folder.ts';
import type { Plan } from '../results/plan.ts';
import { schedule, type Slot } from '../schedule/schedule.ts';
import { CATALOGUE } from '../workloads/catalogue.ts';
import { Fault } from '../../cli/fault.ts';

/** Blocks that may fail one after the other before a run is given up. */
const PATIENCE = 3;

/** What a run needs beside its plan. */
export interface Run {
  readonly bench: Bench;
  readonly lanes: readonly LoadLane[];
  readonly folder: Folder;
  /** Ends the run after, or in, the block that is under way. */
  readonly interrupted: AbortSignal;
  /** Told before each block. */
  readonly progress: (done: number, slots: readonly Slot[]) => void;
}

/**
 * Runs every block of a plan that is not in the folder yet.
 *
 * @returns whether all of them are there
 * @throws {Fault} when blocks fail again and again, or cannot be written
 */
export async function runPlan(plan: Plan, run: Run): Promise<boolean> {
  const slots = schedule(plan);
  const there = new Set(run.folder.blocks().map(({ place }) => placeName(place)));
  let failures = 0;
  for (const [index, slot] of slots.entries()) {
    if (run.interrupted.aborted) return false;
    if (there.has(placeName(slot.place))) continue;
    run.progress(index, slots);
    const block = await attempt(run, taskOf(slot, run.lanes));
    // Ctrl-C reaches servers and generator as well: what they said last is not a measurement.
    if (run.interrupted.aborted) return false;
    run.folder.append(block);
    failures = block.fault === null ? 0 : failures + 1;
    if (failures === PATIENCE)
      throw new Fault(`${PATIENCE} blocks failed one after the other: ${String(block.fault)}`);
  }
  return true;
}

function taskOf(slot: Slot, lanes: readonly LoadLane[]): Task {
  const lane = lanes.find(({ facts }) => facts.name === slot.place.lane);
  const workload = CATALOGUE.find(({ name }) => name === slot.place.workload);
  if (!lane || !workload) throw new Fault(`the plan has ${placeName(slot.place)}, which is not known`);
  return { slot, lane, workload };
}

/** A block that fails is kept, too, with the reason. */
async function attempt({ bench }: Run, task: Task): Promise<Block> {
  const startedAt = new Date().toISOString();
  try {
    return await runBlock(bench, task);
  } catch (error) {
    if (!(error instanceof LaneError || error instanceof GeneratorError)) throw error;
    const nothing = { firstAnswer: null, peak: null, settled: null, windows: [] };
    return { place: task.slot.place, startedAt, ...nothing, fault: error.message };
  }
}
