import { describe, expect, it } from '@jest/globals';
import { minimise } from './minimise.ts';
import { mutate } from './mutate.ts';
import { Random } from './random.ts';

const REQUEST =
  'POST /echo HTTP/1.1\r\nHost: a.test\r\nContent-Type: text/plain\r\nContent-Length: 5\r\n\r\nhello';

function mutants(seed: number, count = 200): string[] {
  const random = new Random(seed);
  return Array.from({ length: count }, () => mutate(REQUEST, random));
}

describe('mutate', () => {
  it('makes the same of the same seed, and something else of another', () => {
    expect(mutants(7)).toEqual(mutants(7));
    expect(mutants(8)).not.toEqual(mutants(7));
  });

  it('changes nearly every request, in many ways, and stays with bytes', () => {
    const made = mutants(1);
    expect(made.filter((mutant) => mutant === REQUEST).length).toBeLessThan(10);
    expect(new Set(made).size).toBeGreaterThan(180);
    expect(made.every((mutant) => /^[\0-\u00FF]*$/u.test(mutant))).toBe(true);
  });
});

describe('Random', () => {
  it('spreads over its range', () => {
    const random = new Random(3);
    const counts = Array.from({ length: 10 }, () => 0);
    for (let index = 0; index < 10_000; index += 1) {
      const number = random.below(10);
      counts[number] = (counts[number] ?? 0) + 1;
    }
    expect(Math.min(...counts)).toBeGreaterThan(850);
    expect(Math.max(...counts)).toBeLessThan(1150);
  });
});

describe('minimise', () => {
  it('leaves what the finding needs, and nothing else', async () => {
    const shows = async (text: string): Promise<boolean> => text.startsWith('POST') && text.includes('Type');
    expect(await minimise(REQUEST, shows)).toBe('POSType');
  });

  it('leaves a text as it is that needs all of it', async () => {
    expect(await minimise(REQUEST, async (text) => text === REQUEST)).toBe(REQUEST);
  });

  it('gives up after so many tries', async () => {
    let tries = 0;
    const long = 'x\n'.repeat(2000);
    await minimise(long, async (text) => {
      tries += 1;
      return text === long;
    });
    expect(tries).toBeLessThanOrEqual(250);
  });
});
