import type { ConnectionObservation, Ending, Observation, Outcome } from '../exchange/observation.ts';
import { type Field, type Framing, isInterim, type Message, valuesOf } from '../wire/message.ts';
import { HABITUAL_FIELDS, masked, STRUCTURAL_FIELDS, VOLATILE_FIELDS } from './rules.ts';
import { spanOf } from './span.ts';

/** An answer with everything taken out that changes from run to run. */
export interface NormalMessage {
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

/** A connection with everything taken out that changes from run to run. */
export interface NormalConnection {
  readonly name: string;
  readonly messages: readonly NormalMessage[];
  readonly outcome: Outcome;
  readonly garbage?: string;
  /** About how long the connection lasted; only when the probe was about that. */
  readonly lasted?: string;
}

/** What two lanes, or two runs of one, are compared by. */
export interface NormalObservation {
  readonly connections: readonly NormalConnection[];
  /** How the process ended and about how long it took; only when the probe was about that. */
  readonly ending?: string;
}

/** Normalises what was observed; two runs of the same thing give the same. */
export function normalise({ connections, ending }: Observation): NormalObservation {
  return {
    connections: connections.map(normaliseConnection),
    ...(ending && { ending: endingText(ending) }),
  };
}

function normaliseConnection(connection: ConnectionObservation): NormalConnection {
  const { name, messages, outcome, garbage, response, timed, closedAfter } = connection;
  return {
    name,
    // What had come before this side went away is a matter of chance.
    messages: outcome === 'dropped' ? [] : messages.map(normaliseMessage),
    outcome,
    ...(garbage && { garbage: masked(response.toString('latin1')).slice(0, 200) }),
    ...(timed && { lasted: closedAfter === undefined ? 'still open' : spanOf(closedAfter) }),
  };
}

function normaliseMessage(message: Message): NormalMessage {
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

function endingText(ending: Ending | 'never'): string {
  if (ending === 'never') return 'still running';
  const how = ending.signal === null ? `exit ${String(ending.code)}` : `ended by ${ending.signal}`;
  return `${how}, ${spanOf(ending.after)}`;
}
