import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { LaneError } from '../../lanes/lane.ts';

/** A Node that servers run on. */
export interface NodeBinary {
  /** As lanes refer to it. */
  readonly name: string;
  readonly file: string;
  readonly version: string;
}

/** The Node that runs this program. */
export const OWN_NODE: NodeBinary = { name: 'own', file: process.execPath, version: process.versions.node };

/**
 * Reads `[NAME=]PATH`, as `--node` has it, and asks the program for its version.
 *
 * @throws {LaneError} when it is no Node
 */
export function nodeBinary(text: string): NodeBinary {
  const [name, path] = text.includes('=') ? text.split('=', 2) : [undefined, text];
  const file = resolve(path ?? '');
  const { stdout, error } = spawnSync(file, ['--version'], { encoding: 'utf8' });
  const version = /^v(\d\S*)/u.exec(stdout ?? '')?.[1];
  if (error || version === undefined)
    throw new LaneError(`--node ${text}: ${error ? error.message : 'this is no Node'}`);
  return { name: name ?? version, file, version };
}
