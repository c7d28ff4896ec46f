import { once } from 'node:events';
import { describe, expect, it } from '@jest/globals';
import { groupStats } from '../machine/process-stat.ts';
import { Children } from './children.ts';

describe('Children', () => {
  it('ends a process together with the workers that it forked', async () => {
    const children = new Children();
    const child = children.spawn(
      { command: 'sh', args: ['-c', 'sleep 60 & echo started; wait'] },
      { stdio: ['ignore', 'pipe', 'ignore'] },
    );
    if (!child.stdout || child.pid === undefined) throw new Error('not started');
    await once(child.stdout, 'data');
    expect(groupStats(child.pid)).toHaveLength(2);
    await children.end(child);
    expect(child.signalCode).toBe('SIGKILL');
  });
});
