import { describe, expect, it } from '@jest/globals';
import { UsageError } from './options.ts';
import { Children } from '../processes/children.ts';
import type { Bench } from '../rounds/plan.ts';
import { checkParts, inParts, listText, type Part } from './parts.ts';

const PARTS = [
  { name: 'kill', purpose: 'replicas are killed' },
  { name: 'deadline', purpose: 'nobody answers' },
];

describe('listText', () => {
  it('has a line for each part', () => {
    expect(listText(PARTS)).toBe('kill      replicas are killed\ndeadline  nobody answers\n');
  });
});

describe('checkParts', () => {
  it('takes names that exist', () => {
    expect(() => checkParts(['kill'], PARTS)).not.toThrow();
  });

  it('says which exist when one does not', () => {
    expect(() => checkParts(['kil'], PARTS)).toThrow(UsageError);
    expect(() => checkParts(['kil'], PARTS)).toThrow('kill, deadline');
  });
});

describe('inParts', () => {
  const part = (name: string, met: boolean): Part => ({
    name,
    purpose: name,
    run: async () => ({ text: `table of ${name}`, met }),
  });
  const parts = [part('cost', true), part('memory', false)];
  const shown: string[] = [];
  const bench: Bench = {
    children: new Children(),
    generator: { name: 'none', run: () => Promise.reject(new Error('not asked for')) },
    pace: { rounds: 1, warmup: 1, seconds: 1, connections: 1, seed: 1 },
    progress: () => undefined,
    show: (text) => shown.push(text),
  };

  it('shows each table and says whether all goals are met', async () => {
    expect(await inParts(parts)(bench, 'node', { only: [] })).toMatchObject({ met: false });
    expect(shown).toEqual(['table of cost', 'table of memory']);
  });

  it('measures none but the chosen', async () => {
    expect(await inParts(parts)(bench, 'node', { only: ['cost'] })).toMatchObject({ met: true });
    expect(shown).toEqual(['table of cost', 'table of memory', 'table of cost']);
  });
});
