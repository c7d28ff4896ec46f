import { describe, expect, it } from '@jest/globals';
import { parseAutocannon } from './autocannon.ts';

describe('parseAutocannon', () => {
  it('counts what was not 2xx and what failed together', () => {
    const output = JSON.stringify({
      '2xx': 3000,
      non2xx: 2,
      errors: 1,
      duration: 1.5,
      throughput: { total: 900_000, average: 600_000 },
    });
    expect(parseAutocannon(output)).toEqual({ requests: 3000, bytes: 900_000, failures: 3, rate: 2000 });
  });
});
