import { ConfigError } from '@echo-twins/shared/config/problem';
import { describe, expect, test } from '@jest/globals';
import { parseDocument } from 'yaml';
import { findConfig, readConfig } from './load.ts';
import { SHIPPED } from './shipped.ts';

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
  test.each([...SHIPPED.keys()].map((name) => [name]))('that is shipped can be read: %s', (name) => {
    const { pools } = readConfig(findConfig(name), VARIABLES);
    expect(pools.single.get('express-echo')?.upstream).toEqual([{ hostname: 'a', port: 1, weight: 1 }]);
    expect(pools.single.get('fastify-echo')?.upstream).toHaveLength(2);
    expect(pools.groups.get('twins')?.members).toEqual(['express-echo', 'fastify-echo']);
  });

  test('that is neither shipped nor a file is refused with what is accepted', () => {
    expect(() => findConfig('nginx')).toThrow(
      'GATEWAY_CONFIG="nginx" cannot be used: expected default, load-balancer, or the path of a .yaml or .yml file',
    );
    for (const name of ['toString', 'constructor', '__proto__']) {
      expect(() => findConfig(name)).toThrow(ConfigError);
    }
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
      'g.yaml:10: routes.1.pool="nobody" cannot be used: expected one of twin, both',
      'g.yaml:11: routes.2.prefix="/b" cannot be used: expected each prefix once',
    ]);
  });

  test('with a password in a URL has that hidden in what is reported', () => {
    const text = (upstream: string): string =>
      `pools: { a: { upstream: ${upstream} } }\nroutes: [{ prefix: /a, pool: a }]`;
    for (const url of ['"http://u:secretpw@h:80"', '[{ url: "http://u:secretpw@h:80", weight: 2 }]']) {
      const [problem, ...more] = problemsOf(text(url));
      expect(more).toEqual([]);
      expect(problem).toContain('http://(hidden)@h:80');
      expect(problem).not.toContain('secretpw');
    }
  });

  test('shows no secret, neither where it stands nor in the mapping around it', () => {
    const sticky = '{ by: cookie, name: a, secret: topsecretvalue123 }';
    const pools = `{ 'no name!': { upstream: 'http://a:1', sticky: ${sticky} }, b: { upstream: ${sticky}, sticky: [${sticky}] } }`;
    const problems = problemsOf(`pools: ${pools}\nroutes: [${sticky}]\n`);
    expect(problems.length).toBeGreaterThan(2);
    expect(problems.join()).toContain('no name!');
    expect(problems.join()).not.toContain('topsecret');
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
    expect(problemsOf('pools: [')[0]).toMatch(/^g\.yaml:1: not YAML: Flow sequence .*\]$/u);
    expect(problemsOf('')).toHaveLength(2);
    expect(problemsOf('- a')).toEqual(['g.yaml:1: ="[ \'a\' ]" cannot be used: expected a mapping']);
  });

  test('with a name that would vanish is refused', () => {
    const text = [
      'pools:',
      '  a: { upstream: http://a }',
      '  __proto__: { upstream: http://b }',
      'routes:',
      '  - { prefix: /a, pool: nobody }',
      '  - prefix: /b',
      '    compare: { sides: { one: a, other: a, __proto__: a } }',
    ].join('\n');
    const refused = 'cannot be used: expected a key that is a name other than __proto__';
    expect(problemsOf(text)).toEqual([
      `g.yaml:3: pools.__proto__="{ upstream: 'http://b' }" ${refused}`,
      'g.yaml:5: routes.0.pool="nobody" cannot be used: expected one of a',
      `g.yaml:7: routes.1.compare.sides.__proto__="a" ${refused}`,
    ]);
  });

  test.each([
    [
      'a second document',
      'pools: {}\n---\nroutes: []',
      'g.yaml:2: not YAML: there is more than one document',
    ],
    ['a tab', 'pools:\n\ta: {}', 'g.yaml:2: not YAML: Tabs are not allowed as indentation'],
    ['controls', 'a: "\\\u001B"', 'g.yaml:1: not YAML: Invalid escape sequence \\\\u001b'],
    ['a key twice', 'pools: {}\nroutes: []\npools: {}', 'g.yaml:3: not YAML: Map keys must be unique'],
  ])('that has %s is refused with what is wrong', (_name, text, problem) => {
    expect(problemsOf(text)).toEqual([problem]);
  });

  const ten = (name: string) => `[${Array.from({ length: 10 }, () => `*${name}`).join()}]`;
  test.each<[string, string, string]>([
    [
      'an alias that leads nowhere',
      'pools: {}\nroutes: [{ prefix: *x, pool: a }]',
      'g.yaml:2: not YAML: Unresolved alias',
    ],
    ['a key that is one', 'pools: {}\n*x : 1', 'g.yaml:2: not YAML: Unresolved alias'],
    [
      'aliases that grow without end',
      `a: &a [x]\nb: &b ${ten('a')}\nc: &c ${ten('b')}\nd: ${ten('c')}`,
      'g.yaml:1: not YAML: Excessive alias count',
    ],
    [
      'no end of lists',
      `pools: ${'['.repeat(20_000)}`,
      'g.yaml:1: not YAML: Maximum call stack size exceeded',
    ],
    [
      'what contains itself',
      'pools: &p { a: *p }\nroutes: []',
      'g.yaml:1: pools.a.a="{ a: { a: [Object] } }',
    ],
  ])('that has %s is refused with the line', (_name, text, problem) => {
    expect(problemsOf(text).join('\n')).toContain(problem);
  });

  test('has its variables put into values, in any style, whatever is in them', () => {
    const text = [
      'pools:',
      '  a: { upstream: ${ONE}, sticky: { by: header, name: X } } # ${NOBODY}',
      '  b: { upstream: "${TWO}" }',
      '  c:',
      '    upstream: ${ONE}',
      'routes: [{ prefix: /a, pool: a, title: ${HARMLESS} ${NOBODY} }]',
    ].join('\n');
    const variables = {
      ONE: 'http://[::1]:80,http://b:2',
      TWO: 'http://c:3',
      HARMLESS: 'x }, { prefix: /b, pool: b',
    };
    const { pools, routes } = readConfig({ source: 'g.yaml', text }, variables);
    const hostnames = (pool: string) => pools.single.get(pool)?.upstream.map(({ hostname }) => hostname);
    expect(['a', 'b', 'c'].map(hostnames)).toEqual([['::1', 'b'], ['c'], ['::1', 'b']]);
    expect(routes.map(({ title }) => title)).toEqual(['x }, { prefix: /b, pool: b ${NOBODY}']);
  });

  test.each([
    ['pools.a', 'resolve'],
    ...['every', 'timeout'].map((key) => ['pools.a.health', key]),
    ...['connect', 'firstByte', 'idle'].map((key) => ['pools.a.deadlines', key]),
    ...['ejection', 'longest'].map((key) => ['pools.a.outliers', key]),
    ['routes.0.rate', 'per'],
    ['routes.0.compare', 'deadline'],
    ...['delay', 'headerTime', 'keepAlive', 'stall'].map((key) => ['limits', key]),
  ])('takes no 0 for %s.%s', (section = '', key = '') => {
    for (const zero of ['0', '0s', '0ms', '0.001ms']) {
      expect(problemsOf(withSetting(section, key, zero))).toEqual([
        expect.stringMatching(new RegExp(`${section}\\.${key}=.*, and longer than 0$`, 'u')),
      ]);
    }
    expect(problemsOf(withSetting(section, key, '1ms'))).toEqual([]);
  });

  test.each([
    ['pools.a.deadlines', 'total'],
    ['pools.a.deadlines', 'queue'],
    ['pools.a.connections', 'idle'],
    ['pools.a.connections', 'settle'],
    ['pools.a.overload', 'slack'],
    ['routes.0.body', 'time'],
    ['limits', 'halfClosed'],
  ])('takes 0 for %s.%s, where it says something', (section, key) => {
    expect(problemsOf(withSetting(section, key, '0'))).toEqual([]);
  });

  test.each<[string, string, string]>([
    ['pools.a.health.every', '[1]', '="[ 1 ]" cannot be used: expected a time such as'],
    ['pools.a.health', '5', '="5" cannot be used: expected a mapping'],
    ['pools.a.retries.share', '2', '="2" cannot be used: expected a number from 0 to 1'],
    ['pools.a.sticky', '{}', '.by is not set: expected one of cookie, header, client'],
    [
      'pools.bad name',
      '{ upstream: http://b }',
      `="{ upstream: 'http://b' }" cannot be used: expected a key that is a name`,
    ],
    [
      'pools.g',
      '{ members: [a] }',
      '.members="[ \'a\' ]" cannot be used: expected a list of two pools or more',
    ],
    ['pools.g', '{ members: 5 }', '.members="5" cannot be used: expected a list of two pools or more'],
    ['pools.g', '{ members: [a, b] }', '.members.1="b" cannot be used: expected one of a'],
    ['routes.0.retryOn', '[200]', '.0="200" cannot be used: expected a whole number from 500 to 599'],
    ['routes.0.retryOn', '503', '="503" cannot be used: expected a list of statuses'],
    ['routes.0.title', '[]', '="[]" cannot be used: expected text of at most 200 characters'],
    ['routes.0.prefix', 'null', '="null" cannot be used: expected a path prefix'],
    ['routes.0.body.limit', 'big', '="big" cannot be used: expected none, or a size'],
    ['routes.0.body.limit', 'true', '="true" cannot be used: expected none, or a size'],
    ['routes.1', '{ prefix: /z }', `="{ prefix: '/z' }" cannot be used: expected either pool or compare`],
    ['routes.1', '5', '="5" cannot be used: expected a mapping'],
    ['limits.requests', '1.5', '="1.5" cannot be used: expected a whole number from 1 to 100000'],
    ['listing', '/r/', '="/r/" cannot be used: expected a path that is no route’s'],
    [
      'health',
      '/r',
      '="/r" cannot be used: expected a path that is neither a route’s nor that of the listing',
    ],
    ['health', 'true', '="true" cannot be used: expected a path such as /health'],
  ])('says what %s may be other than %s', (path, value, problem) => {
    const last = path.lastIndexOf('.');
    const problems = problemsOf(withSetting(path.slice(0, Math.max(last, 0)), path.slice(last + 1), value));
    expect(problems[0]).toContain(`: ${path}${problem}`);
    expect(problems.join('\n')).not.toMatch(/invalid|too (?:small|big)|received/iu);
  });

  test('has the state of the pools and the list of routes at paths of their own', () => {
    const text =
      'pools: { a: { upstream: http://a } }\nroutes: [{ prefix: /b, pool: a }]\nlisting: /x\nhealth: /x';
    expect(problemsOf(text)).toEqual([
      'g.yaml:4: health="/x" cannot be used: expected a path that is neither a route’s nor that of the listing',
    ]);
  });
});

/** A configuration that can be used, but perhaps for one value. */
function withSetting(section: string, key: string, value: string): string {
  const document = parseDocument('{ pools: { a: { upstream: http://a } }, routes: [{ prefix: /r }] }');
  const path = section.split('.').filter((part) => part !== '');
  if (section === 'routes.0.compare') document.setIn([...path, 'sides'], { one: 'a', two: 'a' });
  else document.setIn(['routes', '0', 'pool'], 'a');
  document.setIn([...path, key], parseDocument(value).contents);
  return document.toString();
}
