import type * as z from 'zod';
import { Ending } from './ending.ts';
import type { Program } from './run.ts';

/**
 * Starts a program, which is loaded only now: a process with PID 1 is deaf to signals until it listens for them, and
 * loading everything takes long enough for somebody to stop it meanwhile. So signals come first, the rest after.
 */
export async function boot<T extends z.ZodObject>(
  load: () => Promise<{ readonly program: Program<T> }>,
): Promise<void> {
  const ending = new Ending();
  const [{ program }, { run }] = await Promise.all([load(), import('./run.ts')]);
  await run(program, ending);
}
