import type { Plan } from '../results/plan.ts';
import { windowSeconds } from '../schedule/levels.ts';
import type { Slot } from '../schedule/schedule.ts';

/** Seconds for starting and stopping a server and a generator, and for the rest at the end. */
const AROUND = 1.6;

/** How long a block takes, in seconds, about. */
export function blockSeconds({ warm, ramp, seconds }: Plan, { levels }: Slot): number {
  const windows = levels.map((level) => ramp + windowSeconds(level, levels, seconds));
  return AROUND + warm + windows.reduce((sum, window) => sum + window, 0);
}

/** A duration for people. */
export function durationText(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 90) return `${whole} s`;
  const minutes = Math.round(whole / 60);
  return minutes < 90 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
