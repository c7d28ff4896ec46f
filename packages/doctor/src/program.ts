import { parseArgs, types } from 'node:util';
import { type Environment, readEnvironment } from '@echo-twins/shared/config/environment';
import { ConfigError } from '@echo-twins/shared/config/problem';
import { NEEDS } from './checks/machine.ts';
import { DoctorEnvironment } from './environment.ts';
import { examine } from './examination.ts';
import { report } from './report.ts';

const USAGE = `Usage: npm run doctor [-- --json]

Looks at what keeps the services from working: Node, the engine, ports in use and by whom, containers, names and services as
each container sees them, health, limits, disk. Each finding comes with the command that mends it; nothing is changed.

  --json   the findings as a JSON array of {status, subject, message, command}
  --help   this text

GATEWAY_PORT, PORT, EXPRESS_PORT, FASTIFY_PORT, ADMIN_PORT and COMPOSE_PROJECT_NAME are read as npm start and compose read them.
Inside of any container: docker exec -i CONTAINER sh -s < deploy/doctor.sh

Exit codes: 0 no problem, 1 at least one problem, 2 wrong usage.
`;

/** Exit codes of the program. */
const EXIT = { well: 0, ill: 1, unusable: 2 } as const;

/** What the program is given. */
export interface Call {
  readonly args: readonly string[];
  readonly env: Environment;
  /** The repository's root. */
  readonly root: string;
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
}

/** The doctor: looks at everything, writes what it has found, and answers the exit code. */
export async function doctor({ args, env, root, out, err }: Call): Promise<number> {
  try {
    const { help, json } = readArguments(args);
    if (help) {
      out(USAGE);
      return EXIT.well;
    }
    const config = readEnvironment(DoctorEnvironment, env);
    const findings = await examine({ config, root, needs: NEEDS });
    out(json ? `${JSON.stringify(findings, null, 2)}\n` : report(findings));
    return findings.some(({ status }) => status === 'problem') ? EXIT.ill : EXIT.well;
  } catch (error) {
    if (error instanceof UsageError) err(`doctor: ${error.message}\n\n${USAGE}`);
    else if (error instanceof ConfigError) err(`${error.message}\n`);
    else throw error;
    return EXIT.unusable;
  }
}

class UsageError extends Error {}

function readArguments(args: readonly string[]): { help: boolean; json: boolean } {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        help: { type: 'boolean', short: 'h', default: false },
        json: { type: 'boolean', default: false },
      },
    });
    return values;
  } catch (error) {
    throw new UsageError(types.isNativeError(error) ? error.message : String(error), { cause: error });
  }
}
