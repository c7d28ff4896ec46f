import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onCleanup } from './cleanup.ts';

/** A configuration file for a test, which may change. */
export function writeConfig(text: string): { path: string; write: (text: string) => void } {
  const folder = mkdtempSync(join(tmpdir(), 'gateway-'));
  onCleanup(() => rmSync(folder, { recursive: true }));
  const path = join(folder, 'gateway.yaml');
  const write = (changed: string): void => writeFileSync(path, changed);
  write(text);
  return { path, write };
}
