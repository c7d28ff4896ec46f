import { describe, expect, it } from '@jest/globals';
import { CATALOGUE } from './catalogue.ts';
import { requestBytes } from './workload.ts';

const find = (name: string) => CATALOGUE.find((workload) => workload.name === name) ?? CATALOGUE[0];
const ENDPOINT = { host: '127.0.0.1', port: 8080 };

describe('requestBytes', () => {
  it('makes a GET, with a prefix where a service is reached through another', () => {
    const [root] = CATALOGUE;
    expect(root && String(requestBytes(root, ENDPOINT, '/flask'))).toBe(
      'GET /flask/ HTTP/1.1\r\nHost: 127.0.0.1:8080\r\n\r\n',
    );
  });
});

describe('the catalogue', () => {
  it.each([
    ['echo-100', 100],
    ['echo-10k', 10_000],
    ['echo-1m', 1_000_000],
  ])('%s posts %i bytes of JSON', (name, bytes) => {
    const workload = find(name);
    expect(Buffer.byteLength(workload?.body ?? '')).toBe(bytes);
    expect(workload && String(requestBytes(workload, ENDPOINT))).toContain(`Content-Length: ${bytes}\r\n`);
    expect(() => void JSON.parse(workload?.body ?? '')).not.toThrow();
  });

  it('has one body that is not JSON', () => {
    expect(() => void JSON.parse(find('malformed')?.body ?? '')).toThrow();
  });
});
