/** The representations there are. */
export type Representation = 'json' | 'text';

/** A media range of `Accept`, read: `text/*;q=0.5`. */
interface Range {
  readonly type: string;
  readonly subtype: string;
  readonly weight: number;
  /** How exactly it names a type: 0 any, 1 any of a kind, 2 this one. */
  readonly precision: number;
}

const OFFERED = { text: ['text', 'plain'], json: ['application', 'json'] } as const;

/**
 * Which representation a client would rather have (RFC 9110 §12.5.1): the one with the higher weight, else the one that it names
 * more exactly, else the one that it names first. Text when it does not care, or wants neither.
 */
export function preferred(accept: string | undefined): Representation {
  const ranges = (accept ?? '*/*').split(',').flatMap(readRange);
  const [text, json] = [bestFor('text', ranges), bestFor('json', ranges)];
  if (json === undefined || json.weight === 0) return 'text';
  if (text === undefined || json.weight !== text.weight)
    return json.weight > (text?.weight ?? 0) ? 'json' : 'text';
  if (json.precision !== text.precision) return json.precision > text.precision ? 'json' : 'text';
  return ranges.indexOf(json) < ranges.indexOf(text) ? 'json' : 'text';
}

/** The most exact range that a representation is in; its weight counts. */
function bestFor(representation: Representation, ranges: readonly Range[]): Range | undefined {
  const [type, subtype] = OFFERED[representation];
  return ranges
    .filter((range) => [type, '*'].includes(range.type) && [subtype, '*'].includes(range.subtype))
    .toSorted((one, other) => other.precision - one.precision)[0];
}

function readRange(text: string): Range[] {
  const [media = '', ...parameters] = text.split(';').map((part) => part.trim().toLowerCase());
  const { type, subtype } = /^(?<type>[^/\s]+)\/(?<subtype>[^/\s]+)$/u.exec(media)?.groups ?? {};
  if (type === undefined || subtype === undefined || (type === '*' && subtype !== '*')) return [];
  const weight = parameters.find((parameter) => /^q\s*=/u.test(parameter))?.split('=')[1] ?? '1';
  const precision = Number(type !== '*') + Number(subtype !== '*');
  return [
    {
      type,
      subtype,
      weight: /^[01](?:\.\d{0,3})?$/u.test(weight) ? Math.min(1, Number(weight)) : 0,
      precision,
    },
  ];
}
