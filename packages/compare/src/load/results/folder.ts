import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  statfsSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import * as z from 'zod';
import { Fault } from '../../cli/fault.ts';
import { Block } from './block.ts';
import { Plan } from './plan.ts';

/** What a run may need at most, roughly; less than this free and it would end without its report. */
const NEEDED = 32 * 1024 * 1024;

/**
 * A run's folder: `plan.json`, written before the first block; `blocks.jsonl`, a line a block as it ends, so that nothing that was
 * measured is lost whatever happens; and the reports that are made from them.
 */
export class Folder {
  readonly path: string;

  private constructor(path: string) {
    this.path = path;
  }

  /** @throws {Fault} when it cannot be written, is in use, or its disk is nearly full */
  static create(path: string): Folder {
    const folder = new Folder(resolve(path));
    if (existsSync(folder.#file('plan.json')))
      throw new Fault(`--out ${path}: there is a run already; --resume ${path} continues it`);
    folder.#try(() => makeFolder(folder.path));
    const { bavail, bsize } = statfsSync(folder.path);
    if (bavail * bsize < NEEDED)
      throw new Fault(`--out ${path}: ${Math.floor((bavail * bsize) / 2 ** 20)} MiB are free; 32 are needed`);
    return folder;
  }

  /** @throws {Fault} when there is no run in it */
  static open(path: string): Folder {
    const folder = new Folder(resolve(path));
    if (!existsSync(folder.#file('plan.json')))
      throw new Fault(`${path}: no run of \`compare load\` is there (no plan.json)`);
    return folder;
  }

  /**
   * Takes away a last line that is cut off, because the disk was full or the machine went down, so that others can follow.
   *
   * @throws {Fault} when the folder cannot be written
   */
  mend(): void {
    const file = this.#file('blocks.jsonl');
    if (!existsSync(file)) return;
    const content = readFileSync(file);
    const whole = content.lastIndexOf('\n') + 1;
    if (whole < content.length) this.#try(() => truncateSync(file, whole));
  }

  begin(plan: Plan): void {
    this.write('plan.json', `${JSON.stringify(plan, null, 2)}\n`);
    this.write('blocks.jsonl', '');
  }

  /** @throws {Fault} when the disk is full or the folder gone */
  append(block: Block): void {
    this.#try(() => appendFileSync(this.#file('blocks.jsonl'), `${JSON.stringify(block)}\n`));
  }

  /** @throws {Fault} when the disk is full or the folder gone */
  write(name: string, text: string): void {
    this.#try(() => writeFileSync(this.#file(name), text));
  }

  /** @throws {Fault} when the file is not a plan of this version */
  plan(): Plan {
    return this.#read(Plan, 'plan.json', readFileSync(this.#file('plan.json'), 'utf8'));
  }

  /**
   * The blocks so far. A last line that is cut off, because the disk was full, is left out.
   *
   * @throws {Fault} when any other line is not a block
   */
  blocks(): Block[] {
    if (!existsSync(this.#file('blocks.jsonl'))) return [];
    const lines = readFileSync(this.#file('blocks.jsonl'), 'utf8').split('\n');
    lines.pop();
    return lines.map((line) => this.#read(Block, 'blocks.jsonl', line));
  }

  #file(name: string): string {
    return join(this.path, name);
  }

  #read<T>(schema: z.ZodType<T>, name: string, text: string): T {
    try {
      return schema.parse(JSON.parse(text));
    } catch (cause) {
      throw new Fault(`${this.#file(name)} is not what \`compare load\` writes`, { cause });
    }
  }

  #try(act: () => void): void {
    try {
      act();
    } catch (cause) {
      const known = typeof cause === 'object' && cause !== null && 'code' in cause;
      const code = known ? String(cause.code) : String(cause);
      const reason = code === 'ENOSPC' ? 'no space left on the disk' : code;
      throw new Fault(`${this.path} cannot be written: ${reason}`, { cause });
    }
  }
}

/** Makes a folder and those above it. `mkdirSync` with `recursive` never returns below `/proc`. */
function makeFolder(path: string): void {
  if (existsSync(path)) return;
  makeFolder(dirname(path));
  mkdirSync(path);
}
