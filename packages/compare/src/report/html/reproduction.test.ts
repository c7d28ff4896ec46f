import { spawnSync } from 'node:child_process';
import { describe, expect, it } from '@jest/globals';
import { bytesOf, type Step } from '../../exchange/step.ts';
import { reproduction, scriptOf } from './reproduction.ts';

/** What the shell line writes, against what the probe sends. */
function both(steps: readonly Step[]): [string, string] {
  const { stdout } = spawnSync('sh', ['-c', scriptOf(steps) ?? 'exit 1'], { maxBuffer: 8_000_000 });
  const sent = Buffer.concat(steps.map((step) => bytesOf(step, new Map())));
  return [stdout.toString('latin1'), sent.toString('latin1')];
}

describe('reproduction', () => {
  it.each<[string, Step[]]>([
    ['a request', [{ send: 'GET /?a=%20 HTTP/1.1\r\nHost: a.test\r\n\r\n' }]],
    ['bytes the shell would read', [{ send: 'it\'s \\n 100% "$HOME" `id`\u0000\u0001é' }]],
    ['a long run', [{ send: 'a' }, { send: 'x', times: 100_000 }, { send: 'ab', times: 3 }]],
    [
      'a series',
      [
        { each: 'h#:\r\n', count: 12 },
        { each: 'a#=1', count: 3, join: '&' },
      ],
    ],
    ['binary', [{ base64: Buffer.from([0, 255, 10, 13]).toString('base64') }]],
    ['a pause', [{ send: 'a' }, { wait: 10 }, { send: 'b' }]],
  ])('writes the bytes of %s', (_what, steps) => {
    const [written, sent] = both(steps);
    expect(written).toBe(sent);
  });

  it('says nothing where nc cannot do it', () => {
    expect(reproduction([{ send: 'a' }, { signal: 'SIGTERM' }])).toBeUndefined();
    expect(
      reproduction([
        { send: 'a', on: 'x' },
        { send: 'b', on: 'y' },
      ]),
    ).toBeUndefined();
    expect(reproduction([{ send: '{{etag}}' }])).toBeUndefined();
  });
});
