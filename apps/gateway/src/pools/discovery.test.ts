import { describe, expect, test } from '@jest/globals';
import { Discovery } from './discovery.ts';

describe('discovery', () => {
  test('finds all addresses of a name, sorted, on its port', async () => {
    const discovery = new Discovery([{ hostname: 'twin', port: 80, weight: 1 }], async () => [
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
    const url = { hostname: '10.0.0.1', port: 80, weight: 2 };
    const discovery = new Discovery([url, { ...url }], () => Promise.reject(new Error('not asked')));
    expect(await discovery.look()).toEqual({
      addresses: [{ host: '10.0.0.1', port: 80, weight: 2, listing: 'named' }],
      failed: [],
    });
  });

  test('keeps the last good set, and says how sure it is', async () => {
    const gone = Object.assign(new Error('no such name'), { code: 'ENOTFOUND' });
    const away = Object.assign(new Error('no name server'), { code: 'EAI_AGAIN' });
    const answers = [
      ['10.0.0.1'],
      away,
      away,
      away,
      away,
      gone,
      [],
      away,
      gone,
      gone,
      [],
      gone,
      ['10.0.0.2'],
    ];
    const discovery = new Discovery([{ hostname: 'twin', port: 80, weight: 1 }], async () => {
      const answer = answers.shift() ?? [];
      if (answer instanceof Error) throw answer;
      return answer;
    });
    const looks: string[] = [];
    while (answers.length > 0) {
      const { addresses, failed } = await discovery.look();
      looks.push(...addresses.map(({ host, listing }) => `${host} ${listing} ${failed.length}`));
    }
    expect(looks).toEqual([
      '10.0.0.1 named 0',
      ...Array<string>(9).fill('10.0.0.1 unanswered 1'),
      '10.0.0.1 absent 1',
      '10.0.0.1 absent 1',
      '10.0.0.2 named 0',
    ]);
  });
});
