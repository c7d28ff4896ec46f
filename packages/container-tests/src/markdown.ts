/** A fenced block of commands that its author has marked to be run here: `<!-- run: containers -->` stands before it. */
const MARKED = /<!-- run: containers -->\s*```sh\n(?<commands>.*?)```/gsu;

/** The marked blocks of a Markdown text, in order. */
export function commandBlocks(markdown: string): string[] {
  return [...markdown.matchAll(MARKED)].map(({ groups }) => groups?.['commands'] ?? '');
}
