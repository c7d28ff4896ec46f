import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { startChromium } from './chromium.ts';

const PACKAGE = join(import.meta.dirname, '..');
const folder = mkdtempSync(join(tmpdir(), 'report-'));
const file = join(folder, 'report.html');
let browser: Browser;
let page: Page;
const trouble: string[] = [];

/** Opens the report from disk, as somebody does who was sent it. */
async function open(options: BrowserContextOptions = {}, hash = ''): Promise<Page> {
  const opened = await browser.newPage({ viewport: { width: 1360, height: 900 }, ...options });
  opened.on('pageerror', (error) => trouble.push(error.message));
  opened.on('console', (message) => trouble.push(message.text()));
  opened.on('request', (request) => {
    if (!request.url().startsWith('file:')) trouble.push(`asked for ${request.url()}`);
  });
  await opened.goto(`${pathToFileURL(file).href}${hash}`);
  await opened.waitForSelector('#detail h2');
  return opened;
}

const titles = (): Promise<string[]> => page.locator('#list .id').allTextContents();
const heading = (): Promise<string> => page.locator('#detail h2').innerText();

beforeAll(async () => {
  const filters = ['methods', 'routing', 'throw-sync'].flatMap((name) => ['--filter', name]);
  const command = [join(PACKAGE, 'bin', 'compare.js'), 'behaviour', ...filters, '--html', file];
  const { status, stderr } = spawnSync(process.execPath, command, { encoding: 'utf8' });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  browser = await startChromium();
});

beforeEach(async () => {
  await page?.close();
  page = await open();
});

afterAll(async () => {
  await browser.close();
  rmSync(folder, { recursive: true });
});

describe('the report', () => {
  it('needs no network and makes no errors', () => {
    expect(trouble).toEqual([]);
  });

  it('shows what differs first, and everything when asked', async () => {
    expect(await titles()).not.toContain('put-json');
    await page.getByRole('button', { name: /SAME/u }).click();
    expect(await titles()).toContain('put-json');
  });

  it('filters by class, group and text', async () => {
    await page.getByRole('button', { name: /^\d+ SHAPE$/u }).click();
    expect(await titles()).not.toContain('not-found');
    expect(await titles()).toContain('path-case');
    await page.getByLabel('Group').selectOption('methods');
    expect(await titles()).not.toContain('path-case');
    await page.getByLabel('Search').fill('purge');
    expect(await titles()).toEqual(['purge-on-all-route']);
    expect(await page.locator('#count').innerText()).toMatch(/^1 of \d+$/u);
  });

  it('shows why, the bytes of both side by side with control characters, and how to align', async () => {
    page = await open({}, '#path-case');
    const detail = page.locator('#detail');
    expect(await heading()).toBe('The path in capitals');
    expect(await detail.innerText()).toContain('How to align');
    const [express, fastify] = await detail.locator('.side').all();
    expect(await express?.locator('pre').innerText()).toContain('HTTP/1.1 200 OK\\r\\n\n');
    expect(await fastify?.locator('pre').innerText()).toContain('HTTP/1.1 404 Not Found\\r\\n\n');
    const [left, right] = [await express?.boundingBox(), await fastify?.boundingBox()];
    expect(left?.y).toBe(right?.y);
  });

  it('copies the line that reproduces it', async () => {
    page = await open({ permissions: ['clipboard-read', 'clipboard-write'] }, '#path-case');
    const block = page.getByLabel('Reproduction');
    await block.getByRole('button').click();
    await block.getByText('Copied').waitFor();
    const copied = await page.evaluate('navigator.clipboard.readText()');
    expect(copied).toContain("printf 'GET /HEALTH HTTP/1.1\\r\\nHost: a.test\\r\\n");
  });

  it('works with the keyboard alone', async () => {
    const first = await heading();
    await page.keyboard.press('j');
    const second = await heading();
    expect(second).not.toBe(first);
    await page.keyboard.press('ArrowUp');
    expect(await heading()).toBe(first);
    await page.keyboard.press('/');
    await page.keyboard.type('param-route-case');
    await page.keyboard.press('Escape');
    expect(await titles()).toEqual(['param-route-case']);
  });

  it('keeps the probe in its address', async () => {
    await page.keyboard.press('j');
    const id = new URL(page.url()).hash.slice(1);
    expect(await page.locator('#list [aria-current="true"] .id').innerText()).toBe(id);
  });

  it.each(['light', 'dark'] as const)('is readable in a %s scheme', async (colorScheme) => {
    page = await open({ colorScheme });
    const shades = await page.evaluate<number[]>(`
      ['color', 'backgroundColor'].map((name) => {
        const [r, g, b] = getComputedStyle(document.body)[name].match(/[\\d.]+/g).map(Number);
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
      })`);
    const [text = 0, ground = 0] = shades;
    expect(text > ground).toBe(colorScheme === 'dark');
    expect(Math.abs(text - ground)).toBeGreaterThan(150);
    await page.getByRole('button', { name: 'Dark or light' }).click();
    expect(await page.evaluate('document.documentElement.dataset.theme')).not.toBe(colorScheme);
  });

  it('fits a phone: nothing to scroll sideways', async () => {
    page = await open({ viewport: { width: 390, height: 844 } }, '#path-case');
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390);
  });
});
