import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { LEDGER_FOLDER, readLedger } from './ledger.ts';

const sources = readLedger(LEDGER_FOLDER).causes.flatMap((cause) => cause.sources);
const fastifyDocs = join(dirname(createRequire(import.meta.url).resolve('fastify')), 'docs');

/** The anchors of a page of Fastify's documentation: those set by hand, and those of its headings. */
function anchorsOf(markdown: string): Set<string> {
  const set = [...markdown.matchAll(/<a id="(?<id>[^"]+)"/gu)].map(({ groups }) => groups?.['id'] ?? '');
  const headings = [...markdown.matchAll(/^#+ (?<text>.+)$/gmu)].map(({ groups }) => groups?.['text'] ?? '');
  return new Set([...set, ...headings.map((text) => slug(text))]);
}

function slug(heading: string): string {
  const kept = heading.toLowerCase().replaceAll(/<[^>]+>|[^\p{L}\p{N}_ -]/gu, '');
  return kept.trim().replaceAll(' ', '-');
}

describe('the sources of the ledger', () => {
  it('name pages and headings that the documentation of the installed Fastify has', () => {
    const missing = sources.filter(({ url }) => {
      const { hostname, pathname, hash } = new URL(url);
      if (hostname !== 'fastify.dev') return false;
      const page = join(fastifyDocs, `${pathname.replace('/docs/latest/', '').replace(/\/$/u, '')}.md`);
      return !existsSync(page) || !(hash === '' || anchorsOf(readFileSync(page, 'utf8')).has(hash.slice(1)));
    });
    expect(missing).toEqual([]);
  });

  it('name the section of an RFC that they link', () => {
    const rfcs = sources.filter(({ url }) => url.includes('rfc-editor.org'));
    const named = rfcs.map(({ url }) => {
      const [, number, section] = /rfc\/rfc(\d+)(?:#section-([\d.]+))?$/u.exec(url) ?? [];
      return `RFC ${number}${section === undefined ? '' : ` section ${section}`}`;
    });
    expect(rfcs.map(({ title }) => title)).toEqual(named);
  });

  it('are of the two frameworks, of Node.js, of an RFC, or of a package that is named', () => {
    const known = ['expressjs.com', 'fastify.dev', 'nodejs.org', 'www.rfc-editor.org', 'github.com'];
    expect(sources.filter(({ url }) => !known.includes(new URL(url).hostname))).toEqual([]);
  });
});
