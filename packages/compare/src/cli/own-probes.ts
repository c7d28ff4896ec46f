import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { PACKAGE_ROOT } from '../lanes/package-root.ts';
import { type Loaded, loadProbes, ProbeFileError } from '../probes/load.ts';

/** The files of this package's own probes. */
export function ownProbeFiles(): string[] {
  const folder = join(PACKAGE_ROOT, 'probes');
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .toSorted()
    .map((file) => join(folder, file));
}

/**
 * The probes of several files together.
 *
 * @throws {ProbeFileError} when a file cannot be used, or repeats what another one has
 */
export function loadAll(files: readonly string[]): Loaded {
  const all = files.map(loadProbes);
  const seen = new Set<string>();
  for (const [index, { probes }] of all.entries()) {
    const twice = probes.find(({ id }) => seen.has(id));
    if (twice) throw new ProbeFileError(files[index] ?? '', `another file has a probe "${twice.id}", too`);
    for (const { id } of probes) seen.add(id);
  }
  return {
    probes: all.flatMap(({ probes }) => probes),
    leftOut: all.flatMap(({ leftOut }) => leftOut),
  };
}
