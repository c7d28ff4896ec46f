import { readFileSync } from 'node:fs';

const TICK_MS = 10;

/**
 * Time that processors have worked so far, in milliseconds, for whomever: user, nice, system and what a hypervisor took (proc(5),
 * `/proc/stat`). Interrupts are left out: those of the loopback are the load itself. Undefined where there is no `/proc`.
 */
export function busyTime(cpus: readonly number[]): number | undefined {
  try {
    return busyIn(readFileSync('/proc/stat', 'utf8'), cpus);
  } catch {
    return undefined;
  }
}

/** The same, from the text of `/proc/stat`. */
export function busyIn(text: string, cpus: readonly number[]): number {
  return text
    .split('\n')
    .map((line) => line.split(' '))
    .filter(([name = '']) => cpus.some((cpu) => name === `cpu${cpu}`))
    .reduce((sum, [, user, nice, system, , , , , steal]) => {
      return sum + (Number(user) + Number(nice) + Number(system) + Number(steal)) * TICK_MS;
    }, 0);
}
