import { program } from './cli/program.ts';
import { Fleet } from './lanes/child.ts';

const fleet = new Fleet();
process.on('exit', () => fleet.end());
for (const [signal, code] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const) {
  process.once(signal, () => process.exit(code));
}

process.exitCode = await program(process.argv.slice(2), {
  fleet,
  console: {
    out: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(text),
    watched: process.stderr.isTTY,
    colours: process.stdout.isTTY && process.env['NO_COLOR'] === undefined,
  },
});
