/** A table in Markdown, its columns padded so that it reads well in a terminal too. Numbers are aligned right. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, column) =>
    Math.max(title.length, 3, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const right = head.map((_title, column) => rows.every((row) => /^[≤≥\d–]|^$/u.test(row[column] ?? '')));
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => pad(cell, widths[column] ?? 0, right[column] ?? false)).join(' | ')} |`;
  const rule = widths.map((width, column) => '-'.repeat(width - 1) + (right[column] ? ':' : '-'));
  return [line(head), line(rule), ...rows.map(line)].join('\n');
}

function pad(cell: string, width: number, right: boolean): string {
  return right ? cell.padStart(width) : cell.padEnd(width);
}
