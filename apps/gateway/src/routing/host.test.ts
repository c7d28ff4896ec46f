import { expect, test } from '@jest/globals';
import { isHost } from './host.ts';

test.each([
  ['a.test'],
  ['flask-echo:8080'],
  ['127.0.0.1:80'],
  ['[::1]:8080'],
  ['my_service'],
  ['localhost:65535'],
])('%s is a host', (text) => expect(isHost(text)).toBe(true));

test.each([
  [''],
  ['a,b'],
  ['a b'],
  ['user@a'],
  ['a/b'],
  ['a:99999'],
  ['a:'],
  ['[::1'],
  ['a:1:2'],
  ['http://a'],
])('%j is none', (text) => expect(isHost(text)).toBe(false));
