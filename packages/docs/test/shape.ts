/** Fields that differ from run to run and from machine to machine; of these only the type is compared. */
const VARIABLE: ReadonlySet<string> = new Set([
  'timestamp',
  'hostname',
  'client_ip',
  'node_version',
  'port',
  'PORT',
  'HOSTNAME',
]);

/** An answer with what varies replaced by its type, so that two answers of the same shape are equal. */
export function shapeOf(value: unknown, key = ''): unknown {
  if (VARIABLE.has(key)) return typeof value;
  if (Array.isArray(value)) return value.map((item) => shapeOf(item));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, shapeOf(item, name)]));
}

const VARIABLE_TEXT: readonly (readonly [RegExp, string])[] = [
  [/[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}/gu, '(id)'],
  [/\w{3}, \d\d \w{3} \d{4} [\d:]{8} GMT/gu, '(date)'],
  [/\d+\.\d ms */gu, '(time) '],
];

/** A text with what varies replaced by what it is. */
export function textShape(text: string): string {
  return VARIABLE_TEXT.reduce((rest, [pattern, name]) => rest.replaceAll(pattern, name), text);
}
