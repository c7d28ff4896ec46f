/**
 * The promise of the aligned profile: whatever bytes are sent, both twins answer the same, and the connection ends or stays
 * alike. What each answer should be is the contract's business; here one twin is the other's measure.
 */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mutations } from './interchange/mutations.ts';
import { normalise } from './interchange/normalise.ts';
import { observe } from './interchange/observe.ts';
import type { Probe } from './interchange/probe.ts';
import { BODY_PROBES } from './interchange/probes/bodies.ts';
import { CONNECTION_PROBES } from './interchange/probes/connections.ts';
import { MESSAGE_PROBES } from './interchange/probes/messages.ts';
import { TARGET_PROBES } from './interchange/probes/targets.ts';
import { type Running, startTwin, stopTwin } from './interchange/twins.ts';

const ALL = [...TARGET_PROBES, ...MESSAGE_PROBES, ...BODY_PROBES, ...CONNECTION_PROBES];
const GROUPS: Readonly<Record<string, readonly Probe[]>> = {
  'methods and targets': TARGET_PROBES,
  'versions, fields and framing': MESSAGE_PROBES,
  'bodies, content types and codings': BODY_PROBES,
  'pipelines, pauses and ends': CONNECTION_PROBES,
  mutations: mutations(ALL, 1000, 20_261_123),
};

/** How many connections each twin has at a time. */
const LANES = 24;

describe('the twins in the aligned profile', () => {
  let twins: readonly Running[] = [];

  beforeAll(async () => {
    twins = await Promise.all([startTwin('express-echo'), startTwin('fastify-echo')]);
  }, 20_000);

  afterAll(async () => {
    await Promise.all(twins.map(stopTwin));
  });

  /** What each twin does with a probe. */
  const ask = (probe: Probe): Promise<string[]> =>
    Promise.all(twins.map(async ({ port }) => normalise(await observe(port, probe))));

  test.each(Object.entries(GROUPS))(
    'do the same with %s',
    async (_name, probes) => {
      const different: string[] = [];
      const left = [...probes];
      async function lane(): Promise<void> {
        for (let probe = left.pop(); probe !== undefined; probe = left.pop()) {
          const [express, fastify] = await ask(probe);
          if (express !== fastify)
            different.push(`${probe.id}\n\nExpress: ${express}\n\nFastify: ${fastify}`);
        }
      }
      await Promise.all(Array.from({ length: LANES }, lane));
      expect(different).toEqual([]);
    },
    120_000,
  );

  test('are alive after all that', async () => {
    const [express, fastify] = await ask({ id: 'alive', steps: [] });
    expect(express).toBe('\nconnection kept');
    expect(fastify).toBe('\nconnection kept');
  });
});
