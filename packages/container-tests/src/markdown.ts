/** A fenced block of commands whose author has marked where it is run, such as `<!-- run: containers -->` before it. */
const MARKED = /<!-- run: (?<where>\w+) -->\s*```sh\n(?<commands>.*?)```/gsu;

/** The blocks of a Markdown text that are marked to be run somewhere, in order. */
export function commandBlocks(markdown: string, where = 'containers'): string[] {
  return [...markdown.matchAll(MARKED)].flatMap(({ groups }) =>
    groups?.['where'] === where ? (groups['commands'] ?? '') : [],
  );
}
