import { describe, expect, it } from '@jest/globals';
import { together, type Usage } from '../lanes/usage.ts';
import { usedBetween } from './used.ts';

const usage = (changes: Partial<Usage>): Usage => ({
  at: 0,
  cpu: 0,
  loop: null,
  memory: 1,
  peak: 2,
  throttled: null,
  ...changes,
});
const EXTENT = { requests: 10_000, seconds: 1, processors: 1 };
const NOTHING = { usage: undefined, busy: undefined, at: 0 };

describe('usedBetween', () => {
  it('divides CPU time by requests, whatever the moments are off the window', () => {
    const from = { ...NOTHING, usage: usage({}) };
    const to = { ...NOTHING, usage: usage({ at: 1100, cpu: 880_000 }) };
    expect(usedBetween(from, to, EXTENT).cpu).toBeCloseTo(80, 6);
  });

  it('gives the share of time that the event loop worked', () => {
    const from = { ...NOTHING, usage: usage({ loop: { idle: 100, active: 50 } }) };
    const to = { ...NOTHING, usage: usage({ at: 1000, loop: { idle: 400, active: 750 } }) };
    expect(usedBetween(from, to, EXTENT).utilisation).toBe(0.7);
  });

  it('gives what others took of the servers’ processors', () => {
    const loop = { idle: 0, active: 0 };
    const from = { usage: usage({ loop }), busy: 5000, at: 0 };
    const to = { usage: usage({ at: 1000, cpu: 600_000, loop }), busy: 5850, at: 1000 };
    expect(usedBetween(from, to, EXTENT).foreign).toBeCloseTo(0.25, 6);
    const container = { ...to, usage: { ...to.usage, loop: null } };
    expect(usedBetween(from, container, EXTENT).foreign).toBeNull();
  });

  it('counts how often a container was held back', () => {
    const from = { ...NOTHING, usage: usage({ throttled: 3 }) };
    const to = { ...NOTHING, usage: usage({ at: 1000, throttled: 5 }) };
    expect(usedBetween(from, to, EXTENT).throttled).toBe(2);
  });

  it('knows nothing of a service that runs elsewhere', () => {
    expect(usedBetween(NOTHING, NOTHING, EXTENT).cpu).toBeNull();
  });
});

describe('together', () => {
  it('adds processes up; the event loop is that of the one in front', () => {
    const upstream = usage({ cpu: 10, loop: { idle: 1, active: 1 } });
    const gateway = usage({ cpu: 5, loop: { idle: 2, active: 3 } });
    const sum = together([upstream, gateway]);
    expect(sum).toMatchObject({ cpu: 15, memory: 2, peak: 4, loop: { idle: 2, active: 3 } });
    expect(together([])).toBeUndefined();
  });
});
