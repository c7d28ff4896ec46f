import { once } from 'node:events';
import { type Fleet, FleetError } from './fleet.ts';
import type { Program } from './programs.ts';

/** What a launch tells and is told. */
export interface LaunchOptions {
  /** Aborted when the person wants everything stopped. */
  readonly stop: AbortSignal;
  /** Called once every program answers. */
  readonly ready: () => void;
  /** Called with what went wrong. */
  readonly failed: (message: string) => void;
}

/** Starts the programs, and stops them all when told to or when one of them ends; answers the exit code. */
export async function launch(
  fleet: Fleet,
  rows: readonly (readonly Program[])[],
  { stop, ready, failed }: LaunchOptions,
): Promise<number> {
  const stopped = stop.aborted ? Promise.resolve() : once(stop, 'abort');
  let code = 0;
  try {
    for (const row of rows) {
      if (stop.aborted) break;
      await Promise.race([fleet.failure, stopped, fleet.start(row)]);
    }
    if (!stop.aborted) ready();
    await Promise.race([fleet.failure, stopped]);
  } catch (error) {
    if (!(error instanceof FleetError)) throw error;
    failed(error.message);
    code = error.exitCode;
  }
  return Math.max(code, await fleet.stop());
}
