import { LaneError } from '../lanes/lane.ts';
import { GeneratorError } from '../load/blocks/driver.ts';
import { load, report } from '../load/cli/load.ts';
import { ProbeFileError } from '../probes/load.ts';
import { behaviour, type Context } from './behaviour.ts';
import { Fault } from './fault.ts';
import { HELP } from './help.ts';
import { readOptions } from './options.ts';

const CANNOT_RUN = 2;

/** The whole program: arguments in, words out, answers the exit code. */
export async function program(argv: readonly string[], context: Context): Promise<number> {
  try {
    const [first, ...rest] = argv;
    if (first === 'load') return await load(rest, context);
    if (first === 'report') return report(rest, context);
    const { command, options } = readOptions(argv);
    if (options.help || command === undefined) {
      context.console.out(HELP);
      return options.help ? 0 : CANNOT_RUN;
    }
    if (command !== 'behaviour') throw new Fault(`there is no command "${command}"; see --help`);
    return await behaviour(options, context);
  } catch (error) {
    if (
      !(
        error instanceof Fault ||
        error instanceof LaneError ||
        error instanceof ProbeFileError ||
        error instanceof GeneratorError
      )
    )
      throw error;
    context.console.err(`${error.message.replaceAll(/^/gmu, 'compare: ')}\n`);
    return CANNOT_RUN;
  }
}
