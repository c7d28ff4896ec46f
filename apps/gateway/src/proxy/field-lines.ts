/**
 * Field lines as one text, `Name: value\r\n…`, each character a byte: so they come and so they go, and as long as nobody asks
 * for a single one nothing is made of them. These are for whoever does.
 */

/** `[name, value, …]` of field lines. */
export function fieldsOf(lines: string): string[] {
  const fields: string[] = [];
  for (let at = 0; at < lines.length;) {
    const end = lines.indexOf('\r\n', at);
    const colon = lines.indexOf(':', at);
    fields.push(lines.slice(at, colon), lines.slice(colon + 1, end).trim());
    at = end + 2;
  }
  return fields;
}

/** Field lines of `[name, value, …]`. */
export function linesOf(fields: readonly string[]): string {
  let lines = '';
  for (let index = 0; index < fields.length; index += 2)
    lines += `${fields[index]}: ${fields[index + 1]}\r\n`;
  return lines;
}

/** `[[name, value], …]` of `[name, value, …]`. */
export function pairsOf(fields: readonly string[]): [name: string, value: string][] {
  return Array.from({ length: fields.length / 2 }, (_, index) => [
    fields[2 * index] ?? '',
    fields[2 * index + 1] ?? '',
  ]);
}
