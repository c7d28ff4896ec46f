import { announcesClose } from '@echo-twins/differences/message';
import type { Wire } from '../wire/wire.ts';
import type { Limits } from './limits.ts';
import type { Outcome } from './observation.ts';

/** Watches a connection after the last step until it is clear what became of it. */
export async function settle(wire: Wire, limits: Limits): Promise<Outcome> {
  if (!(await answered(wire, limits))) return 'hang';
  if (wire.standing !== 'open') return ended(wire);
  const last = wire.transcript.finals.at(-1);
  const closing = last !== undefined && announcesClose(last);
  const gone = await wire.until(() => wire.standing !== 'open', closing ? limits.close : limits.grace);
  if (gone) return ended(wire);
  return closing ? 'open' : 'kept';
}

/** Waits while bytes keep coming; false when they stop before everything is answered. */
async function answered(wire: Wire, { answer, total }: Limits): Promise<boolean> {
  const started = performance.now();
  const done = (): boolean => wire.standing !== 'open' || wire.transcript.answered;
  for (let left = answer; left > 0;) {
    if (await wire.until(done, left)) return true;
    const waited = performance.now() - started;
    left = Math.min(answer - Math.min(wire.silentFor, waited), total - waited);
  }
  return false;
}

function ended({ standing }: Wire): Outcome {
  if (standing === 'refused' || standing === 'dropped') return standing;
  return 'closed';
}
