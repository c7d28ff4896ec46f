import { readEnvironment } from '@echo-twins/shared/config/environment';
import { ConfigError } from '@echo-twins/shared/config/problem';
import { ListenError } from '@echo-twins/shared/lifecycle/listen';
import { EXIT } from '@echo-twins/shared/lifecycle/ending';
import pc from 'picocolors';
import { LauncherEnvironment } from './environment.ts';
import { Fleet } from './fleet.ts';
import { greeting } from './greeting.ts';
import { interruption } from './interruption.ts';
import { launch } from './launch.ts';
import { claimPorts } from './ports.ts';
import { createPrinter } from './printer.ts';
import { programs } from './programs.ts';

const say = (text: string): unknown => process.stderr.write(`npm start: ${text}\n`);

try {
  const config = readEnvironment(LauncherEnvironment, process.env);
  const ports = await claimPorts(config);
  const rows = programs({ host: config.HOST, ports }, process.env);
  const names = rows.flat().map(({ name }) => name);
  const fleet = new Fleet(createPrinter(names, { out: process.stdout, colour: pc.isColorSupported }));
  const force = () => {
    fleet.kill();
    process.exit(130);
  };
  const stop = interruption(process, { force, now: () => performance.now() });
  const ready = () => process.stdout.write(`${greeting(ports)}\n`);
  process.exitCode = await launch(fleet, rows, { stop, ready, failed: say });
} catch (error) {
  if (!(error instanceof ConfigError || error instanceof ListenError)) throw error;
  for (const line of error.message.split('\n')) say(line);
  process.exitCode = error instanceof ConfigError ? EXIT.usage : EXIT.failure;
}
