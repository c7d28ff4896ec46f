import { ConfigError } from '@echo-twins/shared/config/problem';
import { describe, expect, test } from '@jest/globals';
import { findConfig, readConfig } from './load.ts';
import { SHIPPED_NAMES } from './shipped.ts';

const VARIABLES = { EXPRESS_UPSTREAM: 'http://a:1', FASTIFY_UPSTREAM: 'http://b:2,http://c:3' };

function problemsOf(text: string): string[] {
  try {
    readConfig({ source: 'g.yaml', text }, VARIABLES);
    return [];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.message.split('\n');
  }
}

describe('a configuration', () => {
  test.each(SHIPPED_NAMES.map((name) => [name]))('that is shipped can be read: %s', (name) => {
    const { pools } = readConfig(findConfig(name), VARIABLES);
    expect(pools.single.get('express-echo')?.upstream).toEqual([{ hostname: 'a', port: 1, weight: 1 }]);
    expect(pools.single.get('fastify-echo')?.upstream).toHaveLength(2);
    expect(pools.groups.get('twins')?.members).toEqual(['express-echo', 'fastify-echo']);
  });

  test('that is neither shipped nor a file is refused with what is accepted', () => {
    expect(() => findConfig('nginx')).toThrow(
      'GATEWAY_CONFIG="nginx" cannot be used: expected default, load-balancer, or the path of a YAML file',
    );
    expect(() => findConfig('/nowhere/g.yaml')).toThrow(/that can be read \(.*ENOENT/u);
  });

  test('has every problem reported, with its line and path', () => {
    expect(
      problemsOf(
        [
          'pools:',
          '  twin:',
          '    upstream: https://a',
          '    resolve: soon',
          '    health: { path: health, evry: 1s }',
          '  both:',
          '    members: [twin, other]',
          'routes:',
          '  - { prefix: /a/, pool: twin }',
          '  - { prefix: /b, pool: nobody }',
          '  - { prefix: /b, pool: twin }',
        ].join('\n'),
      ),
    ).toEqual([
      'g.yaml:3: pools.twin.upstream="https://a" cannot be used: expected http://HOST:PORT, or several of them separated by commas',
      'g.yaml:4: pools.twin.resolve="soon" cannot be used: expected a time such as 500ms, 2m, 8s or 8 (seconds), up to 24 days',
      'g.yaml:5: pools.twin.health.path="health" cannot be used: expected a path such as /health',
      'g.yaml:5: pools.twin.health.evry="1s" cannot be used: expected no key of that name here',
      'g.yaml:7: pools.both.members.1="other" cannot be used: expected one of twin',
      'g.yaml:9: routes.0.prefix="/a/" cannot be used: expected a path prefix such as /api, without a slash at the end',
    ]);
  });

  test('is checked for what belongs together', () => {
    const text =
      'pools: { a: { upstream: "http://a" } }\nroutes: [{ prefix: /b, pool: x }, { prefix: /b, pool: a }]';
    expect(problemsOf(text)).toEqual([
      'g.yaml:2: routes.0.pool="x" cannot be used: expected one of a',
      'g.yaml:2: routes.1.prefix="/b" cannot be used: expected each prefix once',
    ]);
  });

  test('that is not YAML, empty, or a list is refused', () => {
    expect(problemsOf('pools: [')[0]).toMatch(/^g\.yaml:1=".*" cannot be used: expected YAML$/u);
    expect(problemsOf('')).toHaveLength(2);
    expect(problemsOf('- a')).toHaveLength(1);
  });
});
