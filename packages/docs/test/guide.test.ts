import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { README } from '../src/readme.ts';
import { readFences } from './fences.ts';

const GUIDE = new URL('docs/guide/', README);
const pages = readdirSync(GUIDE).filter((name) => name.endsWith('.md'));
const read = (page: string): string => readFileSync(new URL(page, GUIDE), 'utf8');

describe('the guide', () => {
  it('has every page in its index', () => {
    const index = read('README.md');
    expect(pages.filter((page) => page !== 'README.md' && !index.includes(`(${page})`))).toEqual([]);
  });

  it.each(pages)('%s leads only to files that exist', (page) => {
    const links = Array.from(
      read(page).matchAll(/\]\((?!https?:|#)([^)#]+)[^)]*\)/gu),
      ([, path = '']) => path,
    );
    expect(links.filter((path) => !existsSync(new URL(path, new URL(page, GUIDE))))).toEqual([]);
  });

  it.each(pages)('%s says of every block of commands where it is run, or why it is not', (page) => {
    const commands = readFences(read(page)).filter(({ language }) => language === 'sh');
    expect(commands.filter(({ mark }) => !/^(?:not )?run: .+/u.test(mark ?? ''))).toEqual([]);
  });
});
