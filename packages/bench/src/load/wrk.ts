import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';
import type { Generator, Load, LoadResult } from './generator.ts';
import { outputOf } from './output.ts';

const Summary = z.object({
  requests: z.number(),
  bytes: z.number(),
  duration: z.number(),
  failures: z.number(),
  p99: z.number(),
});

/** Reads the line that our script makes wrk print when it is done. Times are in microseconds. */
export function parseWrk(output: string): LoadResult {
  const line = output.split('\n').find((each) => each.startsWith('{'));
  const { requests, bytes, duration, failures, p99 } = Summary.parse(JSON.parse(line ?? '{}'));
  return { requests, bytes, failures, rate: requests / (duration / 1e6), p99 };
}

/** The script that tells wrk what to send and how to report. */
export function wrkScript({ request: { method, path, headers, body }, pause }: Load): string {
  const fields = Object.entries(headers).map(([name, value]) => `wrk.headers[${lua(name)}] = ${lua(value)}`);
  return [
    `wrk.method = ${lua(method)}`,
    `wrk.path = ${lua(path)}`,
    ...(body ? [`wrk.body = ${lua(body)}`] : []),
    ...fields,
    ...(pause === undefined ? [] : [`delay = function() return math.random(1, ${2 * pause - 1}) end`]),
    'done = function(s, latency)',
    '  local e = s.errors',
    '  local failures = e.connect + e.read + e.write + e.status + e.timeout',
    '  local p99 = latency:percentile(99)',
    `  io.write(string.format('{"requests":%d,"bytes":%d,"duration":%d,"failures":%d,"p99":%d}\\n', s.requests, s.bytes, s.duration, failures, p99))`,
    'end',
    '',
  ].join('\n');
}

/** A Lua string; its escapes are decimal. */
function lua(text: string): string {
  const bytes = [...Buffer.from(text)].map((byte) => `\\${String(byte).padStart(3, '0')}`);
  return `"${bytes.join('')}"`;
}

/** wrk: one thread in C, so that it costs the machine little. */
export function wrk(version: string): Generator {
  return {
    name: version,
    async run(children, load) {
      const folder = mkdtempSync(join(tmpdir(), 'bench-wrk-'));
      try {
        const script = join(folder, 'load.lua');
        writeFileSync(script, wrkScript(load));
        const args = ['-t1', `-c${load.connections}`, `-d${load.seconds}s`, '-s', script, load.url];
        return parseWrk(await outputOf(children, { command: 'wrk', args }));
      } finally {
        rmSync(folder, { recursive: true });
      }
    },
  };
}
