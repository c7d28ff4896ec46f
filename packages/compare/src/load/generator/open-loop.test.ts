import { describe, expect, it } from '@jest/globals';
import { decodeFromCompressedBase64 } from 'hdr-histogram-js';
import { OpenLoop } from './open-loop.ts';
import { Recorder } from './recorder.ts';
import { Simulation } from './simulation.ts';
import { completed } from './tally.ts';

const GENERATOR = { cpu: 0.5, stall: 1 };

/** What the open loop reports of a server, over so many simulated seconds. */
function measured(
  delay: (arrival: number) => number,
  { rate = 200, seconds = 30, channels = 128, coarse = 0 } = {},
) {
  const simulation = new Simulation(delay);
  const to = seconds * 1000;
  const recorder = new Recorder({ from: 0, to }, () => undefined);
  const loop = new OpenLoop({ rate, channels: simulation.channels(channels), clock: simulation.clock });
  loop.record(recorder);
  loop.end(to);
  loop.tick();
  if (coarse > 0) {
    for (let at = coarse; at <= to; at += coarse) {
      simulation.run(at);
      loop.tick();
    }
  }
  simulation.run(to, loop);
  const { inFlight } = recorder.tally(true, GENERATOR);
  simulation.run(to + 60_000);
  const tally = { ...recorder.tally(true, GENERATOR), inFlight };
  const histogram = decodeFromCompressedBase64(tally.histogram, 32, false);
  return { tally, loop, at: (percentile: number) => histogram.getValueAtPercentile(percentile) / 1000 };
}

/** A server that answers in 1 ms but stands still during the first second of every ten. */
function stalling(arrival: number): number {
  const within = arrival % 10_000;
  return within < 1000 ? 1001 - within : 1;
}

describe('the open loop', () => {
  it('reads a server that always takes 100 ms as p50 = 100 ms', () => {
    const { at, tally } = measured(() => 100);
    expect(Math.abs(at(50) - 100)).toBeLessThan(2);
    expect(Math.abs(at(99) - 100)).toBeLessThan(2);
    expect(tally.slices).toEqual(Array.from({ length: 10 }, () => 600));
  });

  it('shows a stall of 1 s every 10 s at p99, which a tenth of the users meet', () => {
    const { at } = measured(stalling, { rate: 100 });
    expect(at(50)).toBeCloseTo(1, 1);
    expect(at(99)).toBeGreaterThan(880);
  });

  it('shows it, too, when connections are few and requests wait for one, and does not blame the generator', () => {
    const { at, tally } = measured(stalling, { rate: 100, channels: 2 });
    expect(at(99)).toBeGreaterThan(880);
    expect(tally.slip?.p99).toBeLessThan(2000);
  });

  it('tells of a generator that is late', () => {
    const { tally } = measured(() => 1, { rate: 100, coarse: 50 });
    expect(tally.slip?.p99).toBeGreaterThan(30_000);
  });

  it('keeps the rate: as many requests as are due, however slow the answers', () => {
    const { tally } = measured(() => 400, { rate: 50, seconds: 10 });
    expect(completed(tally)).toBe(500);
  });

  it('obeys Little’s law: requests in the system = rate × time in the system', () => {
    const { tally } = measured((arrival) => 40 + (arrival % 60), { rate: 500, seconds: 20 });
    const expected = (completed(tally) / tally.seconds) * (tally.mean / 1e6);
    expect(Math.abs(tally.inFlight / expected - 1)).toBeLessThan(0.05);
  });

  it('says how many requests are open when answers no longer come', () => {
    const { loop } = measured(() => 1e9, { rate: 100, seconds: 1, channels: 10 });
    expect(loop.open).toBe(100);
  });
});
