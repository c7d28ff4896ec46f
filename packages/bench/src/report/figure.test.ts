import { describe, expect, it } from '@jest/globals';
import { allMet, figureTable } from './figure.ts';

const met = { name: 'start', value: 250, goal: 250, unit: ' ms' };
const missed = { name: 'memory', value: 130.4, goal: 130, unit: ' MiB' };

describe('figures', () => {
  it('are met up to and at their goal', () => {
    expect(allMet([met])).toBe(true);
    expect(allMet([met, missed])).toBe(false);
  });

  it('say in the table which is missed', () => {
    const [, , first, second] = figureTable([met, missed]).split('\n');
    expect(first).toContain('yes');
    expect(second).toContain('NO');
  });
});
