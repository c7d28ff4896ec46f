import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import type { Generator, LoadResult } from './generator.ts';
import { outputOf } from './output.ts';

const Result = z.object({
  '2xx': z.number(),
  non2xx: z.number(),
  errors: z.number(),
  duration: z.number(),
  throughput: z.object({ total: z.number() }),
});

/** Reads autocannon's `--json`. */
export function parseAutocannon(output: string): LoadResult {
  const result = Result.parse(JSON.parse(output));
  return {
    requests: result['2xx'],
    bytes: result.throughput.total,
    failures: result.non2xx + result.errors,
    rate: result['2xx'] / result.duration,
  };
}

/** autocannon: needs nothing installed, but costs several times what wrk does. */
export const autocannon: Generator = {
  name: 'autocannon',
  async run(children, { url, request, connections, seconds }) {
    const headers = Object.entries(request.headers).flatMap(([name, value]) => ['-H', `${name}=${value}`]);
    const body = request.body ? ['-b', request.body] : [];
    const size = ['-c', String(connections), '-d', String(seconds)];
    const program = fileURLToPath(import.meta.resolve('autocannon'));
    const args = [program, '-j', '-n', ...size, '-m', request.method, ...headers, ...body];
    const target = new URL(request.path, url).href;
    return parseAutocannon(await outputOf(children, { command: process.execPath, args: [...args, target] }));
  },
};
