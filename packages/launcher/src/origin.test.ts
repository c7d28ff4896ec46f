import { describe, expect, it } from '@jest/globals';
import { originOf, typedOrigin } from './origin.ts';

describe('the origin of what listens', () => {
  it.each([
    ['0.0.0.0', 'http://127.0.0.1:8080', 'http://localhost:8080'],
    ['::', 'http://[::1]:8080', 'http://localhost:8080'],
    ['127.0.0.1', 'http://127.0.0.1:8080', 'http://localhost:8080'],
    ['127.0.0.2', 'http://127.0.0.2:8080', 'http://127.0.0.2:8080'],
    ['fe80::1', 'http://[fe80::1]:8080', 'http://[fe80::1]:8080'],
    ['laptop.example', 'http://laptop.example:8080', 'http://laptop.example:8080'],
  ])('on %s is %s, typed as %s', (host, origin, typed) => {
    expect({ origin: originOf(host, 8080), typed: typedOrigin(host, 8080) }).toEqual({ origin, typed });
  });
});
