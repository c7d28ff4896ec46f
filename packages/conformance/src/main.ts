import { conformance } from './program.ts';

// Whoever reads has seen enough, as `head` has.
process.stdout.on('error', () => process.exit(1));

process.exitCode = await conformance(process.argv.slice(2), {
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
});
