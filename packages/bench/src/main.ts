import { runProgram } from './cli/program.ts';
import { Children } from './processes/children.ts';

const children = new Children();
for (const [signal, code] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const) {
  process.once(signal, () => {
    children.endAll();
    process.exit(code);
  });
}

process.exitCode = await runProgram(process.argv.slice(2), children, {
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
});
