import { once } from 'node:events';
import { openSync, renameSync, statSync } from 'node:fs';
import sonicBoom, { type SonicBoom } from 'sonic-boom';
import { type LogStream, seenOut } from './log-stream.ts';

/** Characters after which what has come is written. */
const FULL = 4096;
/** The longest that a line waits, in milliseconds. */
const WAIT = 100;
/** When a file is put aside, in bytes. */
const LIMIT = 10 * 1024 * 1024;
/** How many lines are kept meanwhile: those of a second or more. */
const HELD = 50_000;
/** How much is kept that cannot be written, in bytes; lines beyond are dropped. */
const UNWRITTEN = 8 * 1024 * 1024;

function open(path: string): SonicBoom {
  const file = new sonicBoom.SonicBoom({
    fd: openSync(path, 'a'),
    sync: false,
    minLength: FULL,
    maxLength: UNWRITTEN,
    periodicFlush: WAIT,
  });
  // A full disk is no reason to stop; the lines are on stdout, too.
  file.on('error', () => undefined);
  return file;
}

/**
 * A file for log lines, to be read by somebody else while it grows. When it has its size it becomes `NAME.1`, in the place of the
 * one before, and a new one begins. Nothing is written to a file after its name has gone to another: who follows the name,
 * as `tail -F` does, misses no line.
 *
 * @param limit the size, in characters
 * @throws {Error} when the file cannot be made
 */
export function openLogFile(path: string, limit = LIMIT): LogStream {
  let file = open(path);
  let size = statSync(path).size;
  let broken = false;
  /** What comes while one file ends and the other begins. */
  let held: string[] | undefined;

  function rotate(): void {
    held = [];
    file.once('close', () => {
      const lines = held ?? [];
      held = undefined;
      size = 0;
      try {
        renameSync(path, `${path}.1`);
        file = open(path);
      } catch {
        // The folder is gone, or not ours any more: the lines are on stdout still.
        broken = true;
      }
      for (const line of lines) write(line);
    });
    file.end();
  }

  function write(line: string): void {
    if (broken) return;
    if (held === undefined && size > 0 && size + line.length > limit) rotate();
    size += line.length;
    if (held === undefined) file.write(line);
    else if (held.length < HELD) held.push(line);
  }

  return {
    write,
    async flush() {
      if (held !== undefined) await once(file, 'close');
      if (!broken) await seenOut(file);
    },
  };
}

/** One stream that is several. */
export function joined(streams: readonly LogStream[]): LogStream {
  return {
    write(line) {
      for (const stream of streams) stream.write(line);
    },
    async flush() {
      await Promise.all(streams.map((stream) => stream.flush()));
    },
  };
}
