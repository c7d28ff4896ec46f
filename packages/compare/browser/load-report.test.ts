import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { writeReports } from '../src/load/report/reports.ts';
import { Folder } from '../src/load/results/folder.ts';
import { startChromium } from './chromium.ts';

const RESULTS = join(import.meta.dirname, '../../../docs/results/node-versions');
const folder = mkdtempSync(join(tmpdir(), 'load-report-'));
let browser: Browser;

beforeAll(async () => {
  cpSync(RESULTS, folder, { recursive: true });
  writeReports(Folder.open(folder));
  browser = await startChromium();
});

afterAll(async () => {
  await browser.close();
  rmSync(folder, { recursive: true });
});

describe('the report of a load', () => {
  it.each([
    ['a desk', 1360],
    ['a telephone', 390],
  ])(
    'fits %s, wide tables scrolling in boxes of their own, and asks nobody for anything',
    async (_, width) => {
      const page = await browser.newPage({ viewport: { width, height: 900 } });
      const trouble: string[] = [];
      page.on('console', (message) => trouble.push(message.text()));
      page.on('request', (request) => {
        if (!request.url().startsWith('file:')) trouble.push(`asked for ${request.url()}`);
      });
      await page.goto(pathToFileURL(join(folder, 'report.html')).href);
      expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBe(width);
      expect(await page.locator('svg').count()).toBeGreaterThan(10);
      expect(trouble).toEqual([]);
    },
  );

  it('is dark where that is wished for', async () => {
    const ground = async (colorScheme: 'light' | 'dark'): Promise<string> => {
      const page = await browser.newPage({ colorScheme });
      await page.goto(pathToFileURL(join(folder, 'report.html')).href);
      return page.evaluate<string>('getComputedStyle(document.body).backgroundColor');
    };
    expect([await ground('light'), await ground('dark')]).toEqual(['rgb(253, 253, 252)', 'rgb(20, 22, 26)']);
  });
});
