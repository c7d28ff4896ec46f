import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Fleet, FleetError } from './fleet.ts';
import type { Interruption } from './interruption.ts';
import type { Program } from './programs.ts';

/** Programs write their log in batches, every 100 ms: their first lines should stand before what is said here. */
const FIRST_LINES = 150;

/** What a launch is told, and tells. */
export interface Launch {
  /** The programs, in the rows in which they start. */
  readonly rows: readonly (readonly Program[])[];
  readonly interruption: Interruption;
  /** Called once every program answers. */
  readonly ready: () => void;
  /** Called with what went wrong. */
  readonly failed: (message: string) => void;
}

/** Starts the programs, and stops them all when told to or when one of them ends; answers the exit code. */
export async function launch(fleet: Fleet, { rows, interruption, ready, failed }: Launch): Promise<number> {
  const { asked, insisted } = interruption;
  const interrupted = asked.aborted ? Promise.resolve() : once(asked, 'abort');
  insisted.addEventListener('abort', () => fleet.kill());
  let code = 0;
  try {
    for (const row of rows) {
      if (asked.aborted) break;
      await Promise.race([fleet.failure, interrupted, fleet.start(row)]);
    }
    await Promise.race([fleet.failure, interrupted, sleep(FIRST_LINES)]);
    if (!asked.aborted) ready();
    await Promise.race([fleet.failure, interrupted]);
  } catch (error) {
    if (!(error instanceof FleetError)) throw error;
    failed(error.message);
    code = error.exitCode;
  }
  return Math.max(code, await fleet.stop());
}
