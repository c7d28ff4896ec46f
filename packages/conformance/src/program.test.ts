import { describe, expect, test } from '@jest/globals';
import { createReference, type Flaw } from '../test/reference.ts';
import { conformance } from './program.ts';

async function run(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  let [out, err] = ['', ''];
  const code = await conformance(args, { out: (text) => (out += text), err: (text) => (err += text) });
  return { code, out, err };
}

async function against(flaw?: Flaw): Promise<{ code: number; out: string; err: string }> {
  const server = createReference(flaw);
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  try {
    return await run(`http://127.0.0.1:${port}/`);
  } finally {
    server.close();
  }
}

describe('conformance', () => {
  test('exits 0 when everything passed, with a line a check and the sum', async () => {
    const { code, out } = await against();
    expect(code).toBe(0);
    expect(out).toContain('Fastify Echo API');
    expect(out).toContain('  ✓ GET /livez is 200\n');
    expect(out).toMatch(/\n(\d+) passed, 0 failed\n$/u);
  });

  test('exits 1 when something failed, and says what and why', async () => {
    const { code, out } = await against((draft, { url }) => {
      if (url === '/livez') draft.status = 500;
    });
    expect(code).toBe(1);
    expect(out).toContain('  ✗ GET /livez is 200\n      status 500, not 200');
    expect(out).toMatch(/\n(\d+) passed, 1 failed\n$/u);
  });

  test.each([
    [[], 'which URL?'],
    [['localhost:8080'], 'not a URL: localhost:8080'],
    [['ftp://localhost'], 'not a URL: ftp://localhost'],
    [['http://'], 'not a URL: http://'],
    [['http://a', 'http://b'], 'one URL at a time'],
    [['--fast', 'http://a'], "Unknown option '--fast'"],
  ])('exits 2 for the arguments %j, with the reason and the usage', async (args, reason) => {
    const { code, out, err } = await run(...args);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(`conformance: ${reason}`);
    expect(err).toContain('Usage: npm run conformance -- URL');
  });

  test('exits 2 when nobody can be asked, with one line', async () => {
    const { code, err } = await run('http://127.0.0.1:2');
    expect(code).toBe(2);
    expect(err).toBe('conformance: nothing listens on 127.0.0.1:2\n');
  });

  test.each(['--help', '-h'])('explains itself with %s', async (flag) => {
    const { code, out } = await run(flag);
    expect(code).toBe(0);
    expect(out).toContain('Exit codes: 0 all passed, 1 something failed, 2 nothing could be asked.');
  });
});
