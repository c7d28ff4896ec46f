import type { Observation } from './observe.ts';
import type { Response } from './responses.ts';

/** What differs from answer to answer, by field. */
const VOLATILE: Readonly<Record<string, RegExp>> = {
  date: /^\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT$/u,
  'x-request-id': /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[\da-f]{4}-[\da-f]{12}$/u,
};

/** What differs from answer to answer, and from twin to twin by contract. */
const BODY: readonly (readonly [RegExp, string])[] = [
  [/"timestamp":"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z"/u, '"timestamp":"(now)"'],
  [/"(?:Express|Fastify)( Echo API)?"/gu, '"(framework)$1"'],
  [/,"async":true/u, ''],
  // Which messages came last is different where many are sent at once.
  [/"echoes":\[.*\],"next":(?:null|"[\da-f-]{36}")/u, '"echoes":"(echoes)"'],
  [/"(port|PORT)":"?\d+"?/gu, '"$1":"(port)"'],
];

/** An observation as text, in which nothing but the twins' behaviour is left. */
export function normalise({ responses, rest, connection }: Observation): string {
  return [...responses.map(describeResponse), rest, `connection ${connection}`].join('\n');
}

function describeResponse({ status, fields, body }: Response): string {
  const lines = fields.map(([name, value]) => {
    const field = name.toLowerCase();
    if (VOLATILE[field]?.test(value)) return `${field}: (${field})`;
    if (field === 'content-length')
      return `${field}: ${body === '' || Number(value) === body.length ? '(length)' : value}`;
    return `${field}: ${value}`;
  });
  const masked = BODY.reduce((text, [pattern, mask]) => text.replace(pattern, mask), body);
  return [status, ...lines.toSorted(), '', masked, ''].join('\n');
}
