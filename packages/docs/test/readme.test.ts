import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { currentReadme, README } from '../src/readme.ts';
import { readFences } from './fences.ts';

const readme = readFileSync(README, 'utf8');

describe('the map in docs/architecture.md', () => {
  it('has every workspace', () => {
    const root = new URL('.', README);
    const map = readFileSync(new URL('docs/architecture.md', root), 'utf8');
    const workspaces = ['apps', 'packages'].flatMap((folder) =>
      readdirSync(new URL(folder, root)).map((name) => `${folder}/${name}`),
    );
    expect(workspaces.filter((workspace) => !map.includes(`\`${workspace}\``))).toEqual([]);
  });
});

describe('the README', () => {
  it('has the tables that the schemas and the routes make; npm run docs writes them', () => {
    expect(currentReadme(readme)).toBe(readme);
  });

  it('says of every block of commands where it is run, or why it is not', () => {
    const commands = readFences(readme).filter(({ language }) => language === 'sh');
    expect(commands.length).toBeGreaterThan(3);
    const unmarked = commands.filter(
      ({ mark }) => !/^run: (npm start|containers)$|^not run: .+/u.test(mark ?? ''),
    );
    expect(unmarked).toEqual([]);
  });

  it('leads only to files that exist', () => {
    const links = Array.from(readme.matchAll(/\]\((?!https?:|#)([^)]+)\)/gu), ([, path = '']) => path);
    expect(links.length).toBeGreaterThan(5);
    for (const path of links) expect(() => readFileSync(new URL(path, README))).not.toThrow(/ENOENT/u);
  });
});
