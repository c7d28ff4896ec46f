import { parseArgs, types } from 'node:util';
import type { Framework } from '@echo-twins/shared/contract/frameworks';
import { type Client, createClient } from './client.ts';
import { contractOf } from './contract.ts';
import { mannersOf, type Profile } from './manners.ts';
import { NotAnEchoService, recognise } from './recognise.ts';

const USAGE = `Usage: npm run conformance -- URL

Asks the echo service at URL everything that the contract says, and tells what it keeps.
URL may have a path, such as that of a route of the gateway:

  npm run conformance -- http://localhost:8081
  npm run conformance -- http://localhost/flask

Exit codes: 0 all passed, 1 something failed, 2 nothing could be asked.
`;

/** Exit codes of the program. */
const EXIT = { passed: 0, failed: 1, unusable: 2 } as const;

/** Where the program writes. */
export interface Output {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
}

/** The conformance program: asks the service at the URL in `args`, writes a line a check, and answers the exit code. */
export async function conformance(args: readonly string[], { out, err }: Output): Promise<number> {
  try {
    const url = readArguments(args);
    if (url === undefined) {
      out(USAGE);
      return EXIT.passed;
    }
    return await check(url, out);
  } catch (error) {
    if (error instanceof UsageError) err(`conformance: ${error.message}\n\n${USAGE}`);
    else if (error instanceof NotAnEchoService) err(`conformance: ${error.message}\n`);
    else throw error;
    return EXIT.unusable;
  }
}

async function check(url: URL, out: (text: string) => void): Promise<number> {
  const framework = await recognise(url);
  const ask = createClient(url.href);
  const profile = await profileOf(ask, framework);
  out(`${url.href}: ${framework.service}, ${profile} profile\n\n`);
  const subject = { ask, framework, profile };
  const contract = contractOf(profile);
  let failed = 0;
  for (const { title, run } of contract) {
    try {
      await run(subject);
      out(`  ✓ ${title}\n`);
    } catch (error) {
      failed += 1;
      out(
        `  ✗ ${title}\n${messageOf(error)
          .slice(0, 1000)
          .trim()
          .replaceAll(/^(?=.)/gmu, '      ')}\n`,
      );
    }
  }
  out(`\n${contract.length - failed} passed, ${failed} failed\n`);
  return failed === 0 ? EXIT.passed : EXIT.failed;
}

/** The profile that a service shows by the type of its error pages; native when it shows neither. */
async function profileOf(ask: Client, framework: Framework): Promise<Profile> {
  const { headers } = await ask('GET /nowhere');
  const { errorType } = mannersOf({ framework, profile: 'aligned' });
  return errorType.test(headers['content-type'] ?? '') ? 'aligned' : 'native';
}

class UsageError extends Error {}

/** The URL to ask; undefined when help was wanted. */
function readArguments(args: readonly string[]): URL | undefined {
  const { values, positionals } = parse(args);
  if (values.help) return undefined;
  const [given, ...more] = positionals;
  if (given === undefined) throw new UsageError('which URL?');
  if (more.length > 0) throw new UsageError(`one URL at a time, not ${positionals.join(' and ')}`);
  if (!/^https?:\/\//u.test(given) || !URL.canParse(given))
    throw new UsageError(`not a URL: ${given} (expected http://… or https://…)`);
  return new URL(given);
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: { help: { type: 'boolean', short: 'h' } },
      allowPositionals: true,
    });
  } catch (error) {
    throw new UsageError(messageOf(error), { cause: error });
  }
}

function messageOf(error: unknown): string {
  return types.isNativeError(error) ? error.message : String(error);
}
