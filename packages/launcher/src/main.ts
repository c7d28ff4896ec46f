import pc from 'picocolors';
import { Interruption } from './interruption.ts';
import { watchParent } from './parent.ts';
import { runSession } from './session.ts';

const interruption = new Interruption();
const interrupt = (): void => interruption.signal(performance.now());
process.on('SIGINT', interrupt).on('SIGTERM', interrupt);
// Nobody reads what is written any more, as in `npm start | head`.
process.stdout.on('error', () => {
  if (!interruption.asked.aborted) interrupt();
});
if (process.env['npm_lifecycle_event']) watchParent(process, interrupt);

process.exitCode = await runSession(
  { env: process.env, args: process.argv.slice(2) },
  {
    out: process.stdout,
    error: process.stderr,
    colour: pc.isColorSupported,
    interruption,
  },
);
