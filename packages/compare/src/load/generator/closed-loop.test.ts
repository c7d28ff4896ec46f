import { describe, expect, it } from '@jest/globals';
import { decodeFromCompressedBase64 } from 'hdr-histogram-js';
import { ClosedLoop } from './closed-loop.ts';
import { Recorder } from './recorder.ts';
import { Simulation } from './simulation.ts';
import { completed } from './tally.ts';

function measured(delay: (arrival: number) => number, connections: number) {
  const simulation = new Simulation(delay);
  const recorder = new Recorder({ from: 1000, to: 11_000 }, () => undefined);
  const loop = new ClosedLoop(simulation.channels(connections), simulation.clock);
  loop.record(recorder);
  loop.begin();
  simulation.run(12_000);
  return recorder.tally(false, { cpu: 0.5, stall: 1 });
}

describe('the closed loop', () => {
  it('has one request under way a connection: throughput = connections ÷ latency', () => {
    const tally = measured(() => 10, 8);
    expect(completed(tally) / tally.seconds).toBeCloseTo(800, 0);
    expect(tally.mean).toBeCloseTo(10_000, 0);
  });

  it('obeys Little’s law when latencies differ', () => {
    const tally = measured((arrival) => 5 + ((arrival * 7) % 11), 32);
    const inside = (completed(tally) / tally.seconds) * (tally.mean / 1e6);
    expect(Math.abs(inside / 32 - 1)).toBeLessThan(0.05);
  });

  it('cannot see a stall in its percentiles, which is why latency is not taken from it', () => {
    const { histogram } = measured((arrival) => (arrival % 10_000 < 1000 ? 1001 - (arrival % 10_000) : 1), 1);
    expect(decodeFromCompressedBase64(histogram, 32, false).getValueAtPercentile(99)).toBeLessThan(2000);
  });
});

describe('the recorder', () => {
  it('counts only what falls into the window, by tenths', () => {
    const recorder = new Recorder({ from: 100, to: 200 }, () => undefined);
    const answer = { status: 200, bytes: 0, body: undefined, head: '' };
    for (const at of [99, 100, 149, 150, 199, 200]) {
      recorder.record({ due: at - 1, late: 0, done: at }, answer, at);
    }
    expect(recorder.tally(false, { cpu: 0, stall: 0 }).slices).toEqual([1, 0, 0, 0, 1, 1, 0, 0, 0, 1]);
  });

  it('counts bad answers apart, by what is wrong, and takes no latency from them', () => {
    const recorder = new Recorder({ from: 0, to: 10 }, ({ status }) => (status === 200 ? 'body' : 'status'));
    const answer = { status: 500, bytes: 0, body: undefined, head: '' };
    recorder.record({ due: 1, late: 0, done: 2 }, answer, 2);
    recorder.record({ due: 1, late: 0, done: 2 }, { ...answer, status: 200 }, 2);
    recorder.dropped(3);
    const tally = recorder.tally(true, { cpu: 0, stall: 0 });
    expect(tally.failures).toEqual({ status: 1, body: 1, broken: 0, dropped: 3 });
    expect(completed(tally)).toBe(0);
  });
});
