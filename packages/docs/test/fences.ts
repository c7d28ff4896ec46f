/** A fenced block of a Markdown text. */
export interface Fence {
  readonly language: string;
  readonly text: string;
  /** What the comment right before it says: `run: npm start`, `not run: …`. */
  readonly mark: string | undefined;
  /** The line it starts on, for messages. */
  readonly line: number;
}

const FENCE = /(?:<!-- (?<mark>(?:not )?run: [^\n]+?) -->\n\n?)?^```(?<language>\w+)\n(?<text>[^]*?)^```$/gmu;

/** The fenced blocks of a Markdown text, in their order. */
export function readFences(markdown: string): Fence[] {
  return Array.from(markdown.matchAll(FENCE), ({ index, groups }) => ({
    language: groups?.['language'] ?? '',
    text: groups?.['text'] ?? '',
    mark: groups?.['mark'],
    line: markdown.slice(0, index).split('\n').length,
  }));
}

/** The commands of a block: its lines without comments; a line that ends in `\` goes on. */
export function commandsOf({ text }: Fence): string[] {
  return text
    .replaceAll(/\\\n\s*/gu, '')
    .split('\n')
    .map((line) => line.replace(/\s+#.*$/u, '').trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
}
