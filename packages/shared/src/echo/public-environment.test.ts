import { expect, test } from '@jest/globals';
import { publicEnvironment } from './public-environment.ts';

test('shows APP_*, PORT and HOSTNAME, in order', () => {
  expect(
    Object.entries(
      publicEnvironment({ PORT: '80', HOSTNAME: 'a', APP_VERSION: '2', APP_: '', PATH: '/bin', XAPP_A: '1' }),
    ),
  ).toEqual([
    ['APP_', ''],
    ['APP_VERSION', '2'],
    ['HOSTNAME', 'a'],
    ['PORT', '80'],
  ]);
});

test.each([
  'APP_SECRET',
  'APP_TOKEN',
  'APP_PASSWORD',
  'APP_KEY',
  'APP_DB_PASSWORD_OLD',
  'APP_apikey',
  'APP_Secrets',
])('does not show %s', (name) => {
  expect(publicEnvironment({ [name]: 'hunter2' })).toEqual({});
});

test('does not show what is not set', () => {
  expect(publicEnvironment({ PORT: undefined, HOSTNAME: undefined })).toEqual({});
});
