import type { Writable } from 'node:stream';
import { type Environment, readEnvironment } from '@echo-twins/shared/config/environment';
import { ConfigError } from '@echo-twins/shared/config/problem';
import { ListenError } from '@echo-twins/shared/lifecycle/listen';
import { EXIT } from '@echo-twins/shared/lifecycle/ending';
import { usage } from '@echo-twins/shared/lifecycle/usage';
import { LauncherEnvironment } from './environment.ts';
import { Fleet } from './fleet.ts';
import { greeting } from './greeting.ts';
import type { Interruption } from './interruption.ts';
import { launch } from './launch.ts';
import { claimPorts } from './ports.ts';
import { createPrinter } from './printer.ts';
import { programs } from './programs.ts';

/** Where a session writes, and how it is ended. */
export interface Terminal {
  readonly out: Writable;
  readonly error: Writable;
  readonly colour: boolean;
  readonly interruption: Interruption;
}

/** What a session is started with. */
export interface Invocation {
  readonly env: Environment;
  readonly args: readonly string[];
}

/** Everything that `npm start` does, from the environment to the exit code. */
export async function runSession({ env, args }: Invocation, terminal: Terminal): Promise<number> {
  const say = (text: string): unknown => terminal.error.write(`npm start: ${text}\n`);
  if (args[0] === '--help' || args[0] === '-h') {
    terminal.out.write(usage('npm start', LauncherEnvironment));
    return EXIT.ok;
  }
  if (args.length > 0) {
    say(`unknown argument ${args.join(' ')}: see npm start -- --help`);
    return EXIT.usage;
  }
  try {
    const config = readEnvironment(LauncherEnvironment, env);
    const place = { host: config.HOST, ports: await claimPorts(config) };
    const rows = programs(place, env);
    const names = rows.flat().map(({ name }) => name);
    return await launch(new Fleet(createPrinter(names, terminal)), {
      rows,
      interruption: terminal.interruption,
      ready: () => terminal.out.write(`${greeting(place)}\n`),
      failed: say,
    });
  } catch (error) {
    if (!(error instanceof ConfigError || error instanceof ListenError)) throw error;
    for (const line of error.message.split('\n')) say(line);
    return error instanceof ConfigError ? EXIT.usage : EXIT.failure;
  }
}
