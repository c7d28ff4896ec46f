import { describe, expect, test } from '@jest/globals';
import { EchoAnswer, HealthAnswer, InfoAnswer, ReadinessAnswer, RootAnswer } from '../contract/answers.ts';
import { EXPRESS, FASTIFY } from '../contract/frameworks.ts';
import { MemoryJournal } from '../journal/memory-journal.ts';
import type { Phase } from '../lifecycle/phase.ts';
import { createAnswers } from './answers.ts';

const config = { APP_VERSION: '2.0.0', PORT: 9090 };

describe.each([EXPRESS, FASTIFY])('the answers of $service', (framework) => {
  const lifecycle: { phase: Phase } = { phase: 'ready' };
  const journal = new MemoryJournal();
  const env = { APP_COLOUR: 'blue', APP_SECRET: 'hunter2' };
  const answers = createAnswers({ framework, config, lifecycle, env, journal, hostname: 'pod-1' });

  test('are those of the contract', () => {
    expect(RootAnswer.parse(answers.root())).toMatchObject({ service: framework.service, version: '2.0.0' });
    expect(EchoAnswer.parse(answers.echo('Hello', '192.0.2.1', 'id-1'))).toMatchObject({
      echo: 'Hello',
      hostname: 'pod-1',
      client_ip: '192.0.2.1',
      metadata: { framework: framework.name, version: '2.0.0', node_version: process.version },
    });
    expect(InfoAnswer.parse(answers.info())).toMatchObject({
      application: { port: 9090 },
      environment: { APP_COLOUR: 'blue' },
    });
  });

  test('say async where the framework is', () => {
    const said = framework.async ? true : undefined;
    expect(answers.echo('', '', '').metadata.async).toBe(said);
    expect(answers.info().application.async).toBe(said);
  });

  test.each([
    ['starting', 503, 'starting'],
    ['ready', 200, 'healthy'],
    ['draining', 503, 'draining'],
  ] as const)('tell the state while %s', (phase, status, word) => {
    lifecycle.phase = phase;
    expect(answers.health()).toMatchObject({ status, body: { status: word, hostname: 'pod-1' } });
    expect(HealthAnswer.safeParse(answers.health().body).success).toBe(true);
    expect(answers.readyz()).toEqual({ status, body: ReadinessAnswer.parse({ status: phase }) });
    expect(answers.livez()).toEqual({ status: 'alive' });
  });
});
