/** A fenced block of code, as lines. */
export function codeBlock(language: string, code: string): string[] {
  return [`\`\`\`${language}`, ...code.split('\n'), '```'];
}

/** A text as code inside a line. */
export function inlineCode(text: string): string {
  return `\`${text.replaceAll('`', 'ˋ')}\``;
}

/** A text inside a table's cell. */
export function tableCell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ').replaceAll('<', '&lt;');
}
