import { once } from 'node:events';
import type { ChildProcess } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import type { ServerCommand } from '../processes/server.ts';
import { ownServer } from './repository.ts';

/** A server with a probe of this package loaded before its program; it can be {@link questioned}. */
export function probed(command: ServerCommand, probe: string): ServerCommand {
  const options = `${command.env?.['NODE_OPTIONS'] ?? ''} --import=${pathToFileURL(ownServer(probe)).href}`;
  return { ...command, talks: true, env: { ...command.env, NODE_OPTIONS: options } };
}

/** What the probe in a server answers. */
export async function questioned(child: ChildProcess): Promise<unknown> {
  const answered = once(child, 'message');
  child.send({});
  return (await answered)[0];
}
