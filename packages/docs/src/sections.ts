const SECTION = /(<!-- generated: ([\w-]+) -->\n)[^]*?(<!-- end -->)/gu;

/**
 * Writes the generated parts of a Markdown text again: what stands between `<!-- generated: NAME -->` and
 * `<!-- end -->`.
 *
 * @throws {Error} when the text has a part that nobody generates, or lacks one
 */
export function writeSections(markdown: string, parts: Readonly<Record<string, string>>): string {
  const missing = new Set(Object.keys(parts));
  const written = markdown.replaceAll(SECTION, (_section, start: string, name: string, end: string) => {
    const part = parts[name];
    if (part === undefined) throw new Error(`nobody generates the part "${name}"`);
    missing.delete(name);
    return `${start}\n${part}\n\n${end}`;
  });
  if (missing.size > 0) throw new Error(`there is no place for ${[...missing].join(', ')}`);
  return written;
}
