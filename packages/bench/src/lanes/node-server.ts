import type { ServerCommand } from '../processes/server.ts';
import { appProgram, ownServer } from './repository.ts';

/** What the images say, for every lane alike: a young generation of the size that Node 22 has. */
const ENVIRONMENT = { NODE_ENV: 'production', NODE_OPTIONS: '--max-semi-space-size=16' };

/** How one of the repository's apps is started: as in its image, with what its environment says beside that. */
export function app(
  node: string,
  name: string,
  env: Readonly<Record<string, string>> & { PORT: string },
): ServerCommand {
  return {
    command: node,
    args: [appProgram(name)],
    env: { ...ENVIRONMENT, HOST: '127.0.0.1', ...env },
    url: `http://127.0.0.1:${env.PORT}`,
  };
}

/** How one of this package's servers is started. */
export function own(node: string, name: string, ...args: readonly (string | number)[]): ServerCommand {
  return {
    command: node,
    args: [ownServer(name), ...args.map(String)],
    env: ENVIRONMENT,
    url: `http://127.0.0.1:${args[0]}`,
  };
}
