import { expect, test } from '@jest/globals';
import { Lifecycle } from './phase.ts';

test('a program starts, is ready, and drains', () => {
  const lifecycle = new Lifecycle();
  const phases = [lifecycle.phase];
  lifecycle.ready();
  phases.push(lifecycle.phase);
  lifecycle.draining();
  phases.push(lifecycle.phase);
  expect(phases).toEqual(['starting', 'ready', 'draining']);
});

test('a program that was stopped before it listened never gets ready', () => {
  const lifecycle = new Lifecycle();
  lifecycle.draining();
  lifecycle.ready();
  expect(lifecycle.phase).toBe('draining');
});
