import type * as z from 'zod';
import { describeVariables } from '../config/environment.ts';

/**
 * What `--help` prints: a program's environment variables, each with its default and what it accepts.
 *
 * @param checks whether the program can check its configuration without starting
 */
export function usage(name: string, environment: z.ZodObject, checks = false): string {
  const variables = describeVariables(environment);
  const width = Math.max(...variables.map((variable) => variable.name.length));
  const lines = variables.map((variable) => {
    const fallback = variable.fallback.replaceAll('`', '');
    return `  ${variable.name.padEnd(width)}  ${variable.purpose}: ${variable.accepted}${fallback && ` [${fallback}]`}`;
  });
  return [
    `${name} takes no arguments but --help${checks ? ' and --check, which reads the configuration and says what is wrong with it' : ''}. It is configured by environment variables [default]:`,
    '',
    ...lines,
    '',
    'It exits 0 after SIGTERM once every request in flight is answered, 1 after a failure, 2 when a variable cannot be used.',
    '',
  ].join('\n');
}
