import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Bundled } from './bundled.ts';
import { LaneError } from './lane.ts';
import { PACKAGE_ROOT } from './package-root.ts';

/** Folders in which a lane's app runs with another version of its framework. */
export type Versions = Readonly<Partial<Record<Bundled, string>>>;

/** The folders, and how to be rid of them. */
export interface Installed {
  readonly versions: Versions;
  remove(): void;
}

/**
 * Installs frameworks in other versions, each in a throwaway folder next to a copy of its lane's app.
 *
 * @param wanted such as `fastify@5.0.0`
 * @throws {LaneError} when npm knows no such version
 */
export async function installVersions(wanted: readonly string[]): Promise<Installed> {
  const versions: Partial<Record<Bundled, string>> = {};
  const remove = (): void => {
    for (const folder of Object.values(versions)) rmSync(folder, { recursive: true, force: true });
  };
  try {
    for (const specification of wanted) {
      const name = specification.startsWith('express@') ? 'express' : 'fastify';
      if (versions[name])
        throw new LaneError(`--with ${specification}: ${name} has been given a version already`);
      versions[name] = mkdtempSync(join(tmpdir(), `compare-${name}-`));
      await install(specification, versions[name]);
    }
    return { versions, remove };
  } catch (error) {
    remove();
    throw error;
  }
}

async function install(specification: string, folder: string): Promise<void> {
  cpSync(join(PACKAGE_ROOT, 'dist', 'apps'), join(folder, 'dist', 'apps'), { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{"private":true,"type":"module"}\n');
  const options = ['--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error', '--no-package-lock'];
  try {
    await promisify(execFile)('npm', ['install', ...options, specification], { cwd: folder });
  } catch (cause) {
    throw new LaneError(`--with ${specification}: ${reasonOf(cause)}`, { cause });
  }
}

function reasonOf(cause: unknown): string {
  const text = cause instanceof Error && 'stderr' in cause ? String(cause.stderr) : '';
  if (/ETARGET|E404|notarget/u.test(text)) return 'npm knows no such version';
  const code = /ECONNREFUSED|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ECONNRESET|ENETUNREACH/u.exec(text)?.[0];
  if (code) return `the npm registry cannot be reached (${code})`;
  return `npm install failed: ${text.split('\n').find((line) => line.startsWith('npm')) ?? String(cause)}`;
}
