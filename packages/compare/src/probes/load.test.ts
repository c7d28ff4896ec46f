import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { loadProbes } from './load.ts';

const folder = mkdtempSync(join(tmpdir(), 'probes-'));
afterAll(() => rmSync(folder, { recursive: true }));

function load(content: unknown) {
  const file = join(folder, 'probes.json');
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return loadProbes(file);
}

describe('a recording of probes', () => {
  it('needs an id and bytes, no more', () => {
    const { probes } = load({ probes: [{ id: 'a', parts: [{ latin1: 'GET / HTTP/1.1\r\n\r\n' }] }] });
    expect(probes).toMatchObject([
      { id: 'a', group: 'recorded', title: 'a', steps: [{ send: 'GET / HTTP/1.1\r\n\r\n' }] },
    ]);
  });

  it('reads parts: bytes, pauses, FIN and RST', () => {
    const parts = [{ latin1: 'a' }, { hex: 'ff00' }, { wait: 5 }, { fin: true }, { rst: true }];
    const { probes } = load({ probes: [{ id: 'a', parts }] });
    expect(probes[0]?.steps).toEqual([
      { send: 'a' },
      { send: '\u00FF\u0000' },
      { wait: 5 },
      { fin: true },
      { reset: true },
    ]);
  });

  it('completes parts that are only counted', () => {
    const request = 'GET /?x*3 HTTP/1.1\\r\\n⟨wait 5ms⟩Host: a\\r\\n\\r\\n';
    const parts = [{ bytes: 'GET /?xxx HTTP/1.1\r\n'.length }, { wait: 5 }, { latin1: 'Host: a\r\n\r\n' }];
    const { probes } = load({ probes: [{ id: 'a', request, parts }] });
    expect(probes[0]?.steps).toEqual([
      { send: 'GET /?xxx HTTP/1.1\r\n' },
      { wait: 5 },
      { send: 'Host: a\r\n\r\n' },
    ]);
  });

  it('reads a request on one line when there are no parts', () => {
    const { probes } = load({ probes: [{ id: 'a', request: 'GET / HTTP/1.1\\r\\n⟨wait 5ms⟩\\r\\n⟨FIN⟩' }] });
    expect(probes[0]?.steps).toEqual([
      { send: 'GET / HTTP/1.1\r\n' },
      { wait: 5 },
      { send: '\r\n' },
      { fin: true },
    ]);
  });

  it('leaves out, and says so, what is missing bytes', () => {
    const { probes, leftOut } = load({ probes: [{ id: 'a', parts: [{ bytes: 9 }] }] });
    expect(probes).toEqual([]);
    expect(leftOut).toMatchObject([{ id: 'a' }]);
  });

  it('takes rules in words, and the class that was measured', () => {
    const parts = [{ latin1: 'x' }];
    const { probes } = load({
      probes: [{ id: 'a', parts, rfc: '9110 §15.5.6', level: 'SHOULD 405 + MUST Allow', class: 'SHAPE' }],
    });
    expect(probes[0]).toMatchObject({
      rule: { document: 'RFC 9110', level: 'SHOULD', requires: { status: [405], field: 'allow' } },
      expected: { class: 'SHAPE' },
    });
  });
});

describe('a file that cannot be used', () => {
  it.each([
    ['not JSON', '{"probes": [', /probes\.json: is not JSON/u],
    ['no probes', { probes: [] }, /probes\.json: probes: /u],
    ['a probe without an id', { probes: [{ parts: [{ latin1: '' }] }] }, /probes\[0\]\.id: /u],
    [
      'bytes that are none',
      { probes: [{ id: 'a', parts: [{ latin1: 7 }] }] },
      /probes\[0\]\.parts\[0\]\.latin1: /u,
    ],
    ['no bytes at all', { probes: [{ id: 'a' }] }, /probes\[0\]: needs "parts" or "request"/u],
    [
      'an id twice',
      {
        probes: [
          { id: 'a', request: 'x' },
          { id: 'a', request: 'y' },
        ],
      },
      /two probes have the id "a"/u,
    ],
    [
      'a step of its own format that does not exist',
      { group: 'g', about: 'x', probes: [{ id: 'a', title: 'A', steps: [{ sleep: 1 }] }] },
      /probes\[0\]\.steps\[0\]: /u,
    ],
  ])('tells the place and the reason: %s', (_what, content, message) => {
    expect(() => load(content)).toThrow(message);
  });

  it('tells that it cannot be read', () => {
    expect(() => loadProbes(join(folder, 'none.json'))).toThrow(/none\.json: cannot be read/u);
  });
});
