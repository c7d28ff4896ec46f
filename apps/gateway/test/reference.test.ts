import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { createMetrics } from '../src/admin/metrics.ts';
import { findConfig, readConfig } from '../src/config/load.ts';
import { configReference } from '../src/config/reference.ts';
import { startGateway } from './support/gateway.ts';
import { sendRaw } from './support/raw-client.ts';
import { until } from './support/until.ts';
import { startRawUpstream, startUpstream } from './support/upstream.ts';

const PAGE = new URL('../../../docs/gateway.md', import.meta.url);
const SOURCES = new URL('../src/', import.meta.url);

/** What `/metrics` has of the gateway's own, as Markdown. */
function metricsReference(): string {
  const none = () => 0;
  const { registry } = createMetrics({ pools: () => [], connections: none, tunnels: none, shed: none });
  const own = registry.getMetricsAsArray().filter(({ name }) => name.startsWith('gateway_'));
  const rows = own.map(({ name, help }) => `| \`${name}\` | ${help} |`).toSorted();
  return ['| metric | what it tells |', '| --- | --- |', ...rows].join('\n');
}

const GENERATED = [
  ['settings', 'generated from the schema', configReference()],
  ['metrics', 'generated from the registry', metricsReference()],
] as const;

/** The page with its generated parts as they should be. */
function current(page: string): string {
  return GENERATED.reduce((text, [part, origin, content]) => {
    const begin = `<!-- ${part}: ${origin} -->`;
    const end = `<!-- end of ${part} -->`;
    const [before = '', rest = ''] = text.split(begin, 2);
    return `${before}${begin}\n\n${content}\n\n${end}${rest.split(end, 2)[1] ?? ''}`;
  }, page);
}

/** The tables without the padding that the formatter gives them. */
const squeeze = (page: string): string => page.replaceAll(/ +/gu, ' ').replaceAll(/-{3,}/gu, '---');

/** What stands in the first column of the table under a head, in backticks. */
function namesUnder(head: string): string[] {
  const [, table = ''] = readFileSync(PAGE, 'utf8').split(new RegExp(`^\\| ${head} +\\|.*\n`, 'mu'), 2);
  const [rows = ''] = table.split('\n\n', 1);
  return rows.split('\n').flatMap((row) => /^\| `([^`]+)`/u.exec(row)?.[1] ?? []);
}

test('the generated parts of the reference are current; UPDATE_REFERENCE=1 npm test -w apps/gateway makes it so', () => {
  const page = readFileSync(PAGE, 'utf8');
  if (process.env['UPDATE_REFERENCE'] !== undefined) writeFileSync(PAGE, current(page));
  expect(squeeze(readFileSync(PAGE, 'utf8'))).toBe(squeeze(current(page)));
});

test('the example in the reference can be used', () => {
  const example = /```yaml\n([^]*?)```/u.exec(readFileSync(PAGE, 'utf8'))?.[1] ?? '';
  const upstreams = { EXPRESS_UPSTREAM: 'http://a:1', FASTIFY_UPSTREAM: 'http://b:1' };
  const { pools, routes } = readConfig({ source: 'docs/gateway.md', text: example }, upstreams);
  expect([pools.single.size, pools.groups.size, routes.length]).toEqual([2, 1, 3]);
  expect(findConfig('default').text).toContain('routes:');
});

describe('the log in the reference', () => {
  test('has the fields of the lines that are written', async () => {
    const dead = await startUpstream(() => undefined);
    const broken = await startRawUpstream((socket) =>
      socket.end('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf'),
    );
    const { port, url, requests, lines } = await startGateway({ express: `${dead.url},${broken.url}` });
    await dead.stop();
    const traceparent = `00-${'1'.repeat(32)}-${'2'.repeat(16)}-01`;
    for (let count = 0; count < 2; count++) {
      const response = await fetch(`${url}/flask/`, { headers: { traceparent } });
      await response.text().catch(() => 'broken off');
    }
    await sendRaw(port, 'nonsense\r\n\r\n');
    await until(() => requests().length === 2);
    const seen = [...requests(), ...lines.filter(({ msg }) => msg === 'bad request')].flatMap(Object.keys);
    // The program's own, and pino's in a test.
    const fields = new Set(['service', ...seen].filter((name) => !['pid', 'hostname'].includes(name)));
    expect(namesUnder('field').toSorted()).toEqual([...fields].toSorted());
  });

  test('has the failures that attempts can have', () => {
    const files = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' });
    const texts = files
      .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
      .map((name) => readFileSync(new URL(name, SOURCES), 'utf8'))
      .join('\n');
    const codes = Array.from(texts.matchAll(/readonly code = '(\w+)'/gu), ([, code = '']) => code);
    const reasons = Array.from(
      texts.matchAll(/(?:refused|failures\.push)\('([\w ]+)'\)/gu),
      ([, text = '']) => text,
    );
    // These end no attempt: what a client does, and what becomes of connections that nobody uses.
    const others = ['CLIENT_GONE', 'ERR_HTTP_REQUEST_TIMEOUT', 'IDLE'];
    const known = new Set([...codes, ...reasons].filter((code) => !others.includes(code)));
    const documented = namesUnder('failure').filter((name) => !/^(?:ECONNREFUSED|500)$/u.test(name));
    expect(documented.toSorted()).toEqual([...known].toSorted());
  });
});
