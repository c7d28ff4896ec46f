import {
  accessSync,
  constants,
  mkdtempSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { Fault } from './fault.ts';

/** A file to be written at the end. */
export interface Output {
  readonly option: string;
  readonly file: string;
  readonly text: string;
}

/**
 * Looks, before anything runs, whether a file could be written at the end.
 *
 * @throws {Fault} naming the option, the file and the reason
 */
export function checkWritable(option: string, file: string): void {
  const path = resolve(file);
  try {
    const there = statSync(path, { throwIfNoEntry: false });
    if (there?.isDirectory()) throw new Error('it is a folder');
    accessSync(dirname(path), constants.W_OK);
    if (there) accessSync(path, constants.W_OK);
  } catch (cause) {
    throw unwritable({ option, file }, cause);
  }
}

/**
 * Writes all files or none: each is complete beside its place before the first is moved there.
 *
 * @throws {Fault} naming the option, the file and the reason
 */
export function writeAll(outputs: readonly Output[]): void {
  const folders: string[] = [];
  try {
    const staged = outputs.map((output) => {
      const { option, file, text } = output;
      try {
        const to = placeOf(file);
        // A pipe or a device cannot be replaced, only written to.
        if (statSync(to, { throwIfNoEntry: false })?.isFile() === false)
          return { from: to, to, text, output };
        const folder = mkdtempSync(join(dirname(to), '.compare-'));
        folders.push(folder);
        writeFileSync(join(folder, 'report'), text);
        return { from: join(folder, 'report'), to, text, output };
      } catch (cause) {
        throw unwritable({ option, file }, cause);
      }
    });
    // What cannot be taken back comes first: should it fail, no file has changed.
    const inOrder = staged.toSorted(
      (one, other) => Number(one.from !== one.to) - Number(other.from !== other.to),
    );
    for (const { from, to, text, output } of inOrder) {
      try {
        if (from === to) writeFileSync(to, text);
        else renameSync(from, to);
      } catch (cause) {
        throw unwritable(output, cause);
      }
    }
  } finally {
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  }
}

function unwritable({ option, file }: Omit<Output, 'text'>, cause: unknown): Fault {
  return new Fault(`${option} ${file} cannot be written: ${reasonOf(cause)}`, { cause });
}

/** Where a file really is, should its name be a link. */
function placeOf(file: string): string {
  const path = resolve(file);
  return statSync(path, { throwIfNoEntry: false }) ? realpathSync(path) : path;
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'no permission',
  EPERM: 'no permission',
  EROFS: 'the file system is read-only',
  ENOENT: 'its folder does not exist',
  ENOTDIR: 'its folder is a file',
  ENOSPC: 'no space left',
};

/** Why something could not be written, in words. */
export function reasonOf(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  const code = 'code' in cause ? String(cause.code) : '';
  return REASONS[code] ?? cause.message;
}
