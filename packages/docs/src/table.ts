/** A Markdown table whose columns are aligned, as the formatter would write it. The first row is the head. */
export function table(rows: readonly (readonly string[])[]): string {
  const escaped = rows.map((row) => row.map((cell) => cell.replaceAll('|', '\\|')));
  const [head = []] = escaped;
  const widths = head.map((_cell, column) => Math.max(3, ...escaped.map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const [first = '', ...rest] = escaped.map((row) =>
    line(widths.map((width, column) => (row[column] ?? '').padEnd(width))),
  );
  return [first, line(widths.map((width) => '-'.repeat(width))), ...rest].join('\n');
}
