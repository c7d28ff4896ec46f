/** How long an action keeps the processor busy, in milliseconds: on a machine that is busy with other things no longer than else. */
export function cpuTime(action: () => unknown): number {
  const before = process.cpuUsage();
  action();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}
