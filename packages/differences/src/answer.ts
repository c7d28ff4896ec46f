import { HABITUAL_FIELDS, masked, STRUCTURAL_FIELDS, VOLATILE_FIELDS } from './masks.ts';
import { type Field, type Framing, isInterim, type Message, valuesOf } from './message.ts';

/** An answer with everything taken out that changes from run to run. */
export interface Answer {
  readonly version: string;
  readonly status: number;
  readonly reason: string;
  /** The media type, without blanks and case; empty when there is none. */
  readonly type: string;
  /** The options of the Connection field. */
  readonly connection: string;
  /** Fields that mean something, by name in lower case, sorted. */
  readonly fields: readonly string[];
  /** Fields a service adds to every answer. */
  readonly habits: readonly string[];
  /** Field names in their own case and order. */
  readonly names: readonly string[];
  readonly framing: Framing;
  readonly body: string;
  readonly trailers: readonly string[];
  readonly complete: boolean;
}

/** Normalises an answer; two answers of the same service to the same request give the same. */
export function answerOf(message: Message): Answer {
  const { version, status, reason, fields, framing, body, trailers, complete } = message;
  const meaning = (name: string): boolean =>
    !STRUCTURAL_FIELDS.includes(name) && !HABITUAL_FIELDS.includes(name);
  return {
    version,
    status,
    reason,
    type: typeOf(fields),
    connection: valuesOf(fields, 'connection').join(', ').toLowerCase(),
    fields: lines(fields).filter((line) => meaning(nameOf(line))),
    habits: lines(fields).filter((line) => HABITUAL_FIELDS.includes(nameOf(line))),
    names: fields.map(([name]) => name),
    // An interim answer has no body, and a body of no bytes is the same however its end is told.
    framing: isInterim(message) || body.length === 0 ? 'none' : framing,
    body: masked(body.toString('utf8')),
    trailers: lines(trailers),
    complete,
  };
}

function typeOf(fields: readonly Field[]): string {
  return valuesOf(fields, 'content-type')
    .join(', ')
    .toLowerCase()
    .replaceAll(/\s*;\s*/gu, '; ');
}

function lines(fields: readonly Field[]): string[] {
  return fields.map(([name, value]) => line(name.toLowerCase(), value)).toSorted();
}

function line(name: string, value: string): string {
  if (VOLATILE_FIELDS.includes(name)) return `${name}: <${name}>`;
  if (name === 'etag') return `${name}: ${value.startsWith('W/') ? 'W/' : ''}<etag>`;
  return `${name}: ${masked(value)}`;
}

function nameOf(text: string): string {
  return text.slice(0, text.indexOf(':'));
}
