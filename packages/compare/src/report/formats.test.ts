import { describe, expect, it } from '@jest/globals';
import { junitText } from './junit.ts';
import { markdownText } from './markdown.ts';
import type { ProbeEntry, Report } from './report.ts';
import { terminalText } from './terminal.ts';

const NONE = { SAME: 0, COSMETIC: 0, SHAPE: 0, DIVERGENT: 0, HANG: 0, CRASH: 0 };

function answer(summary: string) {
  return { summary, verdict: 'pass', flaky: false, observation: { connections: [] } } as const;
}

function entry(id: string, standing: ProbeEntry['standing'], more: Partial<ProbeEntry> = {}): ProbeEntry {
  return {
    id,
    group: 'a & b',
    title: 'Something <odd>',
    class: standing === 'same' ? 'SAME' : 'DIVERGENT',
    differs: [],
    standing,
    attribution: 'right',
    request: '',
    lanes: { express: answer('200 “a|b”\u0001'), fastify: answer('404') },
    pairs: [],
    ...more,
  };
}

const REPORT: Report = {
  schema: 1,
  node: '26.0.0',
  pair: ['express', 'fastify'],
  lanes: [
    { name: 'express', version: '5.3.0', profile: 'defaults' },
    { name: 'fastify', version: '5.12.8', profile: 'defaults' },
  ],
  habits: [],
  classes: { ...NONE, SAME: 1, DIVERGENT: 3 },
  pairs: [
    { left: 'express', right: 'fastify', classes: { ...NONE, SAME: 1, DIVERGENT: 3 } },
    { left: 'express', right: 'express+gateway', classes: { ...NONE, SAME: 2, SHAPE: 2 } },
  ],
  flaky: ['wavering'],
  leftOut: [],
  probes: [
    entry('alike', 'same'),
    entry('explained', 'known', { cause: 'a-cause' }),
    entry('new', 'unexplained'),
    entry('moved', 'changed', { change: 'was SAME, is DIVERGENT' }),
  ],
};

describe('JUnit', () => {
  const text = junitText(REPORT);

  it('has a case for each probe, in the suite of its group', () => {
    expect(text).toContain('<testsuites name="compare behaviour" tests="4" failures="2">');
    expect(text).toContain('<testsuite name="a &amp; b" tests="4" failures="2">');
    expect(text.match(/<testcase /gu)).toHaveLength(4);
  });

  it('fails what is unexplained or has changed, and nothing else', () => {
    expect(text).toContain('name="explained"/>');
    expect(text).toContain(
      '<failure type="unexplained" message="DIVERGENT, and no entry of the ledger tells why">',
    );
    expect(text).toContain('<failure type="changed" message="was SAME, is DIVERGENT">');
  });

  it('is XML whatever the lanes answered', () => {
    expect(text).toContain('Something &lt;odd&gt;');
    expect(text).toContain('“a|b”\uFFFD');
    expect(text).not.toContain('\u0001');
  });
});

describe('Markdown', () => {
  const lines = markdownText(REPORT).split('\n');

  it('tells the counts, then what needs attention, then what differs', () => {
    expect(lines).toContain('| 1 | 0 | 0 | 3 | 0 | 0 |');
    expect(lines).toContain('- **unexplained** `new`');
    expect(lines).toContain('- **changed** `moved` was SAME, is DIVERGENT');
    expect(lines).toContain('- **flaky** `wavering`');
    expect(lines.filter((line) => line.startsWith('| `'))).toHaveLength(3);
  });

  it('keeps a cell one cell', () => {
    const row = lines.find((line) => line.startsWith('| `explained`'));
    expect(row).toMatch(/^\| `explained` \| DIVERGENT \| 200 “a\\\|b”.* \| 404 \| a-cause \|$/u);
  });
});

describe('the terminal', () => {
  const text = terminalText(REPORT, false);

  it('marks what needs attention', () => {
    expect(text).toMatch(/^\? DIVERGENT new /mu);
    expect(text).toMatch(/^! DIVERGENT moved /mu);
    expect(text).toMatch(/^ {2}DIVERGENT explained /mu);
    expect(text).not.toContain('alike');
  });

  it('counts every pair', () => {
    expect(text).toContain('express and fastify, 4 probes: 1 SAME · 3 DIVERGENT');
    expect(text).toContain('express and express+gateway: 2 SAME · 2 SHAPE');
  });

  it('has colours only where they are shown', () => {
    expect(text).not.toContain('\u001B');
    expect(terminalText(REPORT, true)).toContain('\u001B[');
  });
});
