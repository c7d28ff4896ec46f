import { describe, expect, test } from '@jest/globals';
import { HttpProblem, problemOf } from './problem.ts';
import * as problems from './problems.ts';

const ALL = Object.entries(problems).map(([name, value]): [string, HttpProblem] => [
  name,
  value instanceof HttpProblem ? value : value('GET, HEAD'),
]);

describe('a problem', () => {
  test.each(ALL)('%s is one of RFC 9457', (_name, { body, headers, message, statusCode }) => {
    const problem: unknown = JSON.parse(body.toString());
    expect(problem).toEqual({
      type: expect.stringMatching(/^urn:problem-type:echo:[a-z-]+$/u),
      title: expect.stringMatching(/^[A-Z]/u),
      status: statusCode,
      detail: message,
    });
    expect(headers).toMatchObject({
      'content-type': 'application/problem+json',
      'x-content-type-options': 'nosniff',
    });
  });

  test('has a type of its own', () => {
    const types = ALL.map(([, { body }]) => /"type":"[^"]+"/u.exec(body.toString())?.[0]);
    expect(new Set(types).size).toBe(ALL.length);
  });

  test('closes the connection when it says so', () => {
    expect(problems.CONTENT_TOO_LARGE.headers).toHaveProperty('connection', 'close');
    expect(problems.NOT_FOUND.headers).not.toHaveProperty('connection');
  });
});

describe('a failure is answered', () => {
  test('as the problem that it is', () => {
    expect(problemOf(problems.NOT_FOUND)).toBe(problems.NOT_FOUND);
  });

  test('by its status, when that blames the client', () => {
    const problem = problemOf(Object.assign(new Error('secret'), { statusCode: 422 }));
    expect(problem).toMatchObject({ statusCode: 422, message: 'Unprocessable Entity.' });
    expect(problem.body.toString()).toContain('urn:problem-type:echo:unprocessable-entity');
  });

  test.each([
    new Error('secret /etc/passwd'),
    Object.assign(new Error('secret'), { statusCode: 503 }),
    Object.assign(new Error('secret'), { statusCode: 200 }),
    Object.assign(new Error('secret'), { statusCode: 'x' }),
    'secret',
    undefined,
  ])('by a 500 that tells nothing: %p', (failure) => {
    const problem = problemOf(failure);
    expect(problem.statusCode).toBe(500);
    expect(problem.body.toString()).not.toContain('secret');
  });
});
