import { reasonOf } from './cli/outputs.ts';
import { program } from './cli/program.ts';
import { Interruption } from './cli/interruption.ts';
import { Fleet } from './lanes/child.ts';

const fleet = new Fleet();
const interruption = new Interruption();
process.on('exit', () => fleet.end());
for (const [signal, code] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const) {
  process.on(signal, () => {
    if (!interruption.arrive()) process.exit(code);
  });
}

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // A reader such as `head` that has seen enough says so by this; everything else is a report that is not there.
  if (error.code !== 'EPIPE')
    process.stderr.write(`compare: standard output cannot be written: ${reasonOf(error)}\n`);
  process.exit(2);
});

process.exitCode = await program(process.argv.slice(2), {
  fleet,
  interruption,
  console: {
    out: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(text),
    watched: process.stderr.isTTY,
    colours: process.stdout.isTTY && process.env['NO_COLOR'] === undefined,
  },
});
