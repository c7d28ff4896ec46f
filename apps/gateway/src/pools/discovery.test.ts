import { describe, expect, test } from '@jest/globals';
import { Discovery } from './discovery.ts';

describe('discovery', () => {
  test('finds all addresses of a name, sorted, on its port', async () => {
    const discovery = new Discovery([{ hostname: 'twin', port: 80 }], async () => [
      '10.0.0.2',
      '10.0.0.1',
      '::1',
    ]);
    const { addresses } = await discovery.look();
    expect(addresses.map(({ host, port }) => `${host} ${port}`)).toEqual([
      '10.0.0.1 80',
      '10.0.0.2 80',
      '::1 80',
    ]);
  });

  test('takes addresses as they are, each once', async () => {
    const url = { hostname: '10.0.0.1', port: 80 };
    const discovery = new Discovery([url, { ...url }], () => Promise.reject(new Error('not asked')));
    expect(await discovery.look()).toEqual({ addresses: [{ host: '10.0.0.1', port: 80 }], failed: [] });
  });

  test('keeps the last good set while the name server fails or knows nothing', async () => {
    const answers: (string[] | Error)[] = [['10.0.0.1'], new Error('EAI_AGAIN'), [], ['10.0.0.2']];
    const discovery = new Discovery([{ hostname: 'twin', port: 80 }], async () => {
      const answer = answers.shift() ?? [];
      if (answer instanceof Error) throw answer;
      return answer;
    });
    const hosts: string[] = [];
    const failed: number[] = [];
    for (let round = 0; round < 4; round++) {
      const look = await discovery.look();
      hosts.push(...look.addresses.map(({ host }) => host));
      failed.push(look.failed.length);
    }
    expect(hosts).toEqual(['10.0.0.1', '10.0.0.1', '10.0.0.1', '10.0.0.2']);
    expect(failed).toEqual([0, 1, 1, 0]);
  });
});
