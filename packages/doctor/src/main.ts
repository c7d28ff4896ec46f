import { fileURLToPath } from 'node:url';
import { doctor } from './program.ts';

// Whoever reads has seen enough, as `head` has.
process.stdout.on('error', () => process.exit(1));

process.exitCode = await doctor({
  args: process.argv.slice(2),
  env: process.env,
  root: fileURLToPath(new URL('../../../', import.meta.url)).replace(/\/$/u, ''),
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
});
