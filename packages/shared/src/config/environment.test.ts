import { describe, expect, test } from '@jest/globals';
import * as z from 'zod';
import { describeVariables, readEnvironment, withDefault } from './environment.ts';
import { ConfigError } from './problem.ts';
import { port, size } from './values.ts';

const Schema = z.object({
  PORT: withDefault(port(), '8080', 'where it listens'),
  LIMIT: withDefault(size(), '1 MiB', 'the largest body'),
});
const WithSecret = z.object({ API_TOKEN: size(), UPSTREAM: size() });

function problemsOf(schema: z.ZodObject, env: Record<string, string>): string[] {
  try {
    readEnvironment(schema, env);
  } catch (error) {
    if (error instanceof ConfigError) return error.message.split('\n');
    throw error;
  }
  return [];
}

describe('readEnvironment', () => {
  test('reads what is set, and takes the default for what is not', () => {
    expect(readEnvironment(Schema, { PORT: '9090', HOME: '/root' })).toEqual({
      PORT: 9090,
      LIMIT: 1_048_576,
    });
  });

  test('gives a configuration that nobody can change', () => {
    expect(Object.isFrozen(readEnvironment(Schema, {}))).toBe(true);
  });

  test('names every variable that cannot be used, its value, and what is accepted', () => {
    expect(problemsOf(Schema, { PORT: 'abc', LIMIT: '' })).toEqual([
      'PORT="abc" cannot be used: expected a port, 0 to 65535',
      'LIMIT="" cannot be used: expected a size such as 1 MiB, 100kb or 1048576, from 1 byte on',
    ]);
  });

  test('takes an empty value for a value, and not for none', () => {
    expect(problemsOf(Schema, { PORT: '' })).toHaveLength(1);
  });

  test('says when a variable without a default is not set', () => {
    expect(problemsOf(WithSecret, { API_TOKEN: '1' })).toEqual([
      'UPSTREAM is not set: expected a size such as 1 MiB, 100kb or 1048576, from 1 byte on',
    ]);
  });

  test('does not show the value of a variable that looks secret', () => {
    const [problem] = problemsOf(WithSecret, { API_TOKEN: 'hunter2', UPSTREAM: '1' });
    expect(problem).toMatch(/^API_TOKEN=\(hidden\) cannot be used/u);
    expect(problem).not.toContain('hunter2');
  });

  test.each([
    ['http://user:hunter2@host:80', 'http://(hidden)@host:80'],
    ['http://a:1,http://user:hun/t@er2@host', 'http://(hidden)@host'],
    [`http://user:hunter2${'x'.repeat(100)}@host`, 'http://(hidden)@host'],
    ['user:hunter2@host:80', '(hidden)@host:80'],
    ['hunter2:@http://host', '(hidden)@http://host'],
    ['a@b', 'a@b'],
  ])('does not show a password in a URL: %s', (given, shown) => {
    expect(problemsOf(Schema, { PORT: given })).toEqual([
      `PORT="${shown}" cannot be used: expected a port, 0 to 65535`,
    ]);
  });

  test('cuts a long value, and escapes what would break the line', () => {
    const [problem, ...more] = problemsOf(Schema, { PORT: `\n\u001B${'x'.repeat(500)}` });
    expect(more).toEqual([]);
    expect(problem).toMatch(/^PORT="\\n\\u001bx{98}…" cannot be used/u);
  });
});

test('describeVariables lists the rows of a configuration table', () => {
  expect(describeVariables(Schema)).toEqual([
    { name: 'PORT', purpose: 'where it listens', fallback: '`8080`', accepted: 'a port, 0 to 65535' },
    {
      name: 'LIMIT',
      purpose: 'the largest body',
      fallback: '`1 MiB`',
      accepted: 'a size such as 1 MiB, 100kb or 1048576, from 1 byte on',
    },
  ]);
});
