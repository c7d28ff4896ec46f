import { readFileSync } from 'node:fs';
import * as z from 'zod';
import { Fault } from '../../cli/fault.ts';
import { Block } from '../results/block.ts';
import { Plan } from '../results/plan.ts';
import type { Measurement } from './guard.ts';

const Baseline = z.object({ version: z.literal(1), plan: Plan, blocks: z.array(Block) });

/**
 * Reads the report of an earlier run.
 *
 * @throws {Fault} when it cannot be read, or is something else
 */
export function readBaseline(file: string): Measurement {
  try {
    return Baseline.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (cause) {
    const code = typeof cause === 'object' && cause !== null && 'code' in cause ? String(cause.code) : '';
    const reason = code === 'ENOENT' ? 'there is no such file' : 'it is not a report.json of `compare load`';
    throw new Fault(`--against ${file}: ${reason}`, { cause });
  }
}
