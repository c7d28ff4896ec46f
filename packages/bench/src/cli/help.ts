import { BENCHMARKS } from './benchmarks.ts';

/** What `--help` prints. */
export function helpText(): string {
  const names = [...BENCHMARKS].map(([name, { purpose }]) => `  ${name.padEnd(13)}${purpose}`);
  return `Usage: npm run bench -- <benchmark> [options]

Benchmarks:
${names.join('\n')}

Options:
  --node PATH      the Node binary that runs the measured servers (default: this one)
  --rounds N       rounds; in each, every lane runs once in a fresh process (default: 8)
  --seconds N      length of a measured window (default: 3)
  --connections N  connections of the load, without pipelining (default: 32)
  --seed N         order of the lanes (default: another one each time; printed)
  --list           name the parts of a benchmark that has some, and run none
  --only NAME      run this part alone; may be given several times
  --minutes N      length of resilience's soak (default: 2)
  --json FILE      write the figures there too (resilience)
  -h, --help       this text

Costs are CPU time of the server process, user and system, divided by the requests it answered. The server has a core
for itself; the load has another. Lanes are measured side by side in random order: trust the ratios, which hold on a
busy machine too, more than the microseconds. wrk makes the load where it is installed, autocannon otherwise.

Exit codes: 0 every goal met, 1 a goal missed, 2 could not measure.
`;
}
