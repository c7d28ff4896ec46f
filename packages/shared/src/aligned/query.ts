/**
 * The query of a target, read by one rule for both frameworks (WHATWG URL, application/x-www-form-urlencoded): what is given
 * more than once is a list, which no schema here takes. Theirs differ in what they do with a bad `%` or a blank.
 *
 * @param search what stands behind the first `?`
 */
export function readQuery(search: string): Record<string, string | string[]> {
  // Most requests have none.
  if (search === '') return {};
  const given = new URLSearchParams(search);
  // Entries of an object made so are its own, `__proto__` too.
  return Object.fromEntries(
    [...new Set(given.keys())].map((name) => {
      const values = given.getAll(name);
      return [name, values.length === 1 ? (values[0] ?? '') : values];
    }),
  );
}

/** What stands behind the first `?` of a target. */
export function searchOf(target: string): string {
  const question = target.indexOf('?');
  return question < 0 ? '' : target.slice(question + 1);
}
