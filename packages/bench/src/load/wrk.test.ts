import { describe, expect, it } from '@jest/globals';
import { postJson } from './request.ts';
import { parseWrk, wrkScript } from './wrk.ts';

describe('parseWrk', () => {
  it('finds the line of our script in what wrk prints', () => {
    const output = [
      'Running 2s test @ http://127.0.0.1:8080',
      '  Thread Stats   Avg      Stdev     Max   +/- Stdev',
      '{"requests":40000,"bytes":16000000,"duration":2000000,"failures":3,"p99":900}',
      '',
    ].join('\n');
    expect(parseWrk(output)).toEqual({
      requests: 40_000,
      bytes: 16_000_000,
      failures: 3,
      rate: 20_000,
      p99: 900,
    });
  });

  it('refuses output without it', () => {
    expect(() => parseWrk('unable to connect to 127.0.0.1:8080')).toThrow();
  });
});

describe('wrkScript', () => {
  const load = {
    url: 'http://127.0.0.1:8080',
    request: postJson('/echo', { message: '"quoted"\n]]' }),
    connections: 1,
    seconds: 1,
  };
  const script = wrkScript(load);

  it('lets connections pause for as long as asked on average', () => {
    expect(wrkScript({ ...load, pause: 5 })).toContain('delay = function() return math.random(1, 9) end');
    expect(script).not.toContain('delay');
  });

  it('writes strings so that no byte of a body can end them', () => {
    const [, decimal = ''] = /wrk\.body = "([^"]*)"/u.exec(script) ?? [];
    const bytes = decimal.split('\\').slice(1).map(Number);
    expect(Buffer.from(bytes).toString()).toBe('{"message":"\\"quoted\\"\\n]]"}');
  });
});
