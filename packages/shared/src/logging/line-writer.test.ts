import { describe, expect, test } from '@jest/globals';
import { pino } from 'pino';
import { lineWriter } from './line-writer.ts';

const TIME = /"time":\d{13}/u;

describe('a line writer', () => {
  const lines: string[] = [];
  const base = { service: 'twin', framework: 'Express' };
  const logger = pino(
    { level: 'info', base, formatters: { level: (label) => ({ level: label }) } },
    { write: (line) => void lines.push(line) },
  );

  test('writes byte for byte what the logger itself would', () => {
    logger.info({ method: 'GET', status: 200 }, 'request');
    lineWriter(logger, 'info', 'request')('"method":"GET","status":200');
    const [expected, written] = lines.map((line) => line.replace(TIME, 'time'));
    expect(expected).toContain('{"level":"info",time,');
    expect(written).toBe(expected);
  });

  test('writes nothing below the level of the logger, also when that changes', () => {
    const debug = lineWriter(logger, 'debug', 'request');
    lines.length = 0;
    debug('"status":200');
    expect(lines).toEqual([]);
    logger.level = 'debug';
    debug('"status":200');
    expect(lines).toHaveLength(1);
  });
});
