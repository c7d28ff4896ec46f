import { memoryLog } from '@echo-twins/shared/logging/memory-log';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { readConfig } from '../config/load.ts';
import { Ejection } from './ejection.ts';
import { Replica } from './replica.ts';

const CONFIG = `
pools: { p: { upstream: 'http://p', outliers: { failures: 3, ejection: 10s, longest: 30s } } }
routes: [{ prefix: /, pool: p }]
`;

function start(count: number) {
  const settings = readConfig({ source: 'test', text: CONFIG }, {}).pools.single.get('p');
  if (settings === undefined) throw new Error('no pool');
  const replicas = Array.from(
    { length: count },
    (_, index) => new Replica({ host: `10.0.0.${index}`, port: 80 }, settings),
  );
  const ejection = new Ejection(settings.outliers, () => replicas, memoryLog('silent').logger);
  const fail = (replica: Replica | undefined, times: number): void => {
    if (replica === undefined) throw new Error('no such replica');
    for (let time = 0; time < times; time++) ejection.failed(replica);
  };
  return { ejection, replicas, fail };
}

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

describe('a replica', () => {
  test('is ejected after some failures in a row, not after as many with a success between', () => {
    const { ejection, replicas, fail } = start(2);
    const [first] = replicas;
    fail(first, 2);
    if (first) ejection.succeeded(first);
    fail(first, 2);
    expect(first?.standing).toBe('good');
    fail(first, 1);
    expect([first?.standing, first?.available]).toEqual(['ejected', false]);
  });

  test.each([
    [1, 0],
    [2, 1],
    [3, 1],
    [4, 2],
    [5, 2],
  ])('is not ejected when too few were left: of %i at most %i', (count, most) => {
    const { replicas, fail } = start(count);
    for (const replica of replicas) fail(replica, 10);
    expect(replicas.filter(({ standing }) => standing === 'ejected')).toHaveLength(most);
  });

  test('counts those that are not well for other reasons', () => {
    const { replicas, fail } = start(3);
    replicas[2]?.ailing('unreachable');
    fail(replicas[0], 10);
    expect(replicas[0]?.standing).toBe('good');
  });

  test('is on probation after its time, which grows each time it fails again', () => {
    const { ejection, replicas, fail } = start(2);
    const [first] = replicas;
    const waits: number[] = [];
    fail(first, 3);
    for (let round = 0; round < 4; round++) {
      let waited = 0;
      while (replicas[0]?.standing === 'ejected' && waited < 100) {
        jest.advanceTimersByTime(1000);
        waited += 1;
      }
      waits.push(waited);
      expect([first?.standing, first?.awaitsTrial, first?.available]).toEqual(['probation', true, false]);
      fail(first, 1);
    }
    for (const [index, [least, most]] of [
      [9, 11],
      [18, 22],
      [27, 33],
      [27, 33],
    ].entries()) {
      expect(waits[index]).toBeGreaterThanOrEqual(least ?? 0);
      expect(waits[index]).toBeLessThanOrEqual(most ?? 0);
    }
    jest.advanceTimersByTime(60_000);
    if (first) ejection.succeeded(first);
    expect([first?.standing, first?.ejections, first?.available]).toEqual(['good', 0, true]);
  });
});
