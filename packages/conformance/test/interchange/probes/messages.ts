/** Versions, line ends, fields and framing: what Node's parser judges, and what it leaves to others. */
import { type Probe, post, request, type Step } from '../probe.ts';
import { FIELDS } from './fields.ts';
import { FRAMINGS } from './framings.ts';
import { HEADS } from './heads.ts';

const JSON_TYPE = 'Content-Type: application/json';
const HELLO = '{"message":"Hello"}';

const probe = (id: string, ...steps: Step[]): Probe => ({
  id: JSON.stringify(id.length > 100 ? `${id.slice(0, 100)}… (${id.length})` : id),
  steps,
});

/** Fields on a GET, on a refusal and on a POST; framings on a POST, on a GET and on a path that is not served. */
export const MESSAGE_PROBES: readonly Probe[] = [
  ...FIELDS.flatMap((field) => [
    probe(`GET /health ${field}`, request('GET /health', { fields: [field] })),
    probe(`HEAD /info ${field}`, request('HEAD /info', { fields: [field] })),
    probe(`GET /nope ${field}`, request('GET /nope', { fields: [field] })),
    probe(`POST ${field}`, post(HELLO, JSON_TYPE, field)),
    probe(`POST bad ${field}`, post('{', JSON_TYPE, field)),
    probe(`POST text ${field}`, post(HELLO, 'Content-Type: text/plain', field)),
    probe(`OPTIONS ${field}`, request('OPTIONS /echo', { fields: [field] })),
  ]),
  ...FRAMINGS.flatMap(([fields, body]) =>
    ['POST /echo', 'GET /health', 'HEAD /livez', 'DELETE /nope', 'OPTIONS /echo', 'POST /health'].map(
      (line) =>
        probe(
          `${line} ${fields.join(' | ')} ${body}`,
          request(line, { fields: [JSON_TYPE, ...fields], body }),
        ),
    ),
  ),
  ...HEADS.map((head) => probe(head, head)),
];
