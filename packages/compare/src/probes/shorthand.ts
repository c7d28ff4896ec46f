/**
 * Long requests are written short in probe files: `x*17000` for so many `x`, `<1900 empty headers>`, `<1001 pairs>`. The part says
 * how many bytes it is, so that a reading of the short form can be checked.
 */

const REPEAT = /(?<character>\\x[0-9a-f]{2}|[^\\])\*(?<count>\d+)/gu;
const SERIES = /<(?<count>\d+) (?<what>[^>]+)>/gu;

/** How one item of a series may have been written; the number of bytes decides. */
const ITEMS: Readonly<Record<string, readonly string[]>> = {
  'empty headers': ['h#:\r\n', 'x#:\r\n', 'X-#:\r\n', 'X-H#:\r\n', 'h#: \r\n'],
  headers: ['h#: 1\r\n', 'X-#: 1\r\n', 'x#: 1\r\n', 'X-H#: 1\r\n', 'h#:1\r\n', 'h#: v\r\n'],
  pairs: ['a#=1', 'k#=1', 'a#=#', 'k#=v#', 'key#=1', 'a=1'],
};

const LETTERS: Readonly<Record<string, string>> = { r: '\r', n: '\n', t: '\t', '0': '\0' };

/** Undoes the escapes of a request that is written on one line. */
export function unescape(text: string): string {
  return text.replaceAll(/\\(?:x[0-9a-f]{2}|u[0-9a-f]{4}|[\s\S])/giu, (escape) => {
    if (escape.length > 2) return String.fromCodePoint(Number.parseInt(escape.slice(2), 16));
    const letter = escape.slice(1);
    return LETTERS[letter] ?? letter;
  });
}

/**
 * The bytes that a request written short stands for.
 *
 * @param request on one line, escaped, without pauses
 * @param length how many bytes it is, when that is known
 * @returns Latin-1 text, or nothing when no reading has that length
 */
export function expand(request: string, length: number | undefined): string | undefined {
  return readings(request).find((text) => length === undefined || text.length === length);
}

function readings(part: string): string[] {
  const repeated = part.replaceAll(REPEAT, (_whole, character: string, count: string) =>
    character.repeat(Number(count)),
  );
  const series = [...part.matchAll(SERIES)];
  if (series.length === 0) return [unescape(repeated), unescape(part)];
  const tries = Math.max(...series.map(({ groups }) => ITEMS[groups?.['what'] ?? '']?.length ?? 1));
  return Array.from({ length: tries }, (_, attempt) =>
    unescape(repeated).replaceAll(SERIES, (_whole, count: string, what: string) =>
      items(what, Number(count), attempt),
    ),
  );
}

function items(what: string, count: number, attempt: number): string {
  const forms = ITEMS[what] ?? [what];
  const form = forms[Math.min(attempt, forms.length - 1)] ?? '';
  const list = Array.from({ length: count }, (_, index) => form.replaceAll('#', String(index)));
  return list.join(what.includes('header') ? '' : '&');
}
