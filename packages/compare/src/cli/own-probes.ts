import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { PACKAGE_ROOT } from '../lanes/package-root.ts';
import { type Loaded, loadProbes } from '../probes/load.ts';

/** The files of this package's own probes. */
export function ownProbeFiles(): string[] {
  const folder = join(PACKAGE_ROOT, 'probes');
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .toSorted()
    .map((file) => join(folder, file));
}

/** The probes of several files together. */
export function loadAll(files: readonly string[]): Loaded {
  const all = files.map(loadProbes);
  return {
    probes: all.flatMap(({ probes }) => probes),
    leftOut: all.flatMap(({ leftOut }) => leftOut),
  };
}
