import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { Folder } from '../results/folder.ts';
import { blocksOf, planOf } from './fixture.ts';
import { outcomeOf } from './outcome.ts';
import { writeReports } from './reports.ts';
import { terminalText } from './terminal.ts';

const root = mkdtempSync(join(tmpdir(), 'load-report-'));
afterAll(() => rmSync(root, { recursive: true }));

const PLAN = planOf({
  samples: ['a', 'b'].map((lane) => ({
    lane,
    workload: 'root',
    status: 200,
    head: 'HTTP/1.1 200 OK',
    body: '<script>alert(1)</script>',
    bytes: 25,
    unfit: null,
    capacity: 1000,
  })),
  differences: [
    {
      workload: 'root',
      lanes: ['a', 'b'],
      class: 'SHAPE',
      differences: [{ aspect: 'ctype', left: 'text/html', right: 'application/json' }],
    },
  ],
});
const BLOCKS = blocksOf(PLAN, 1.5);

function written(blocks = BLOCKS) {
  const folder = Folder.create(mkdtempSync(join(root, 'run-')));
  folder.begin(PLAN);
  for (const block of blocks) folder.append(block);
  writeReports(folder);
  return { folder, read: (name: string) => readFileSync(join(folder.path, name), 'utf8') };
}

describe('the reports', () => {
  it('are made again from the folder, the same bytes', () => {
    const { folder, read } = written();
    const names = ['report.html', 'report.json', 'report.md'];
    const before = names.map(read);
    writeReports(Folder.open(folder.path));
    expect(names.map(read)).toEqual(before);
  });

  it('the page loads nothing, runs nothing, and shows answers as text', () => {
    const page = written().read('report.html');
    expect(page).toContain("default-src 'none'");
    expect(page).not.toMatch(/<script|src=|href=/u);
    expect(page).toContain('&lt;script&gt;alert(1)');
  });

  it('the page has manifest and behaviour before the plots: forest, pairs, percentiles, rates', () => {
    const page = written().read('report.html');
    const parts = [
      'What was compared',
      'Behaviour on these routes',
      'Forest plot',
      'Pairs in time order',
      'Latency by percentile',
      'Latency against rate',
      'Rejected',
    ];
    const places = parts.map((part) => page.indexOf(part));
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(Math.min(...places)).toBeGreaterThan(0);
  });

  it('the Markdown is a table with ratio, interval and verdict', () => {
    expect(written().read('report.md')).toMatch(
      /\| root \| throughput, 32 connections, requests\/s \| 1,020 \| 1,529 \| 1\.50\d \| 1\.4\d+ – 1\.5\d+ \| faster \|/u,
    );
  });

  it('the terminal summary has every metric, the behaviour and the rejections', () => {
    const text = terminalText(outcomeOf(PLAN, BLOCKS));
    expect(text).toContain('b beside a (margin 3 %, p by sign-flip');
    expect(text).toContain('root: a | b  SHAPE (ctype)');
    expect(text).toContain('0 of 48 windows rejected');
  });

  it('all say it when a run is incomplete', () => {
    const { read } = written(BLOCKS.slice(3));
    expect(read('report.html')).toContain('Incomplete: 21 of 24 blocks');
    expect(read('report.md')).toContain('**Incomplete: 21 of 24 blocks.**');
    expect(terminalText(outcomeOf(PLAN, BLOCKS.slice(3)))).toContain('INCOMPLETE: 21 of 24 blocks');
  });
});

describe('the folder', () => {
  it('reads back what was put into it, without a last line that is cut off', () => {
    const { folder } = written(BLOCKS.slice(0, 2));
    folder.write('blocks.jsonl', `${JSON.stringify(BLOCKS[0])}\n{"place":{"ph`);
    expect(Folder.open(folder.path).blocks()).toEqual([BLOCKS[0]]);
  });

  it('can go on after a last line that is cut off', () => {
    const { folder } = written(BLOCKS.slice(0, 2));
    folder.write('blocks.jsonl', `${JSON.stringify(BLOCKS[0])}\n{"place":{"ph`);
    folder.mend();
    const [, second] = BLOCKS;
    if (second) folder.append(second);
    expect(Folder.open(folder.path).blocks()).toEqual(BLOCKS.slice(0, 2));
  });

  it('refuses one that holds a run, one that holds none, and one that cannot be written', () => {
    const { folder } = written([]);
    expect(() => Folder.create(folder.path)).toThrow('there is a run already; --resume');
    expect(() => Folder.open(root)).toThrow('no run of `compare load` is there');
    expect(() => Folder.create('/proc/nothing')).toThrow('/proc/nothing cannot be written: ENOENT');
  });
});
