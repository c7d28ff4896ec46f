import { ASPECTS } from '@echo-twins/differences/difference';
import { classOf, compare, type Side } from '../classify/compare.ts';
import { summaryOf } from '../classify/summary.ts';
import type { NormalConnection, NormalObservation } from '../normalise/normal.ts';
import type { Facts } from './facts.ts';

const REQUEST_LINE = /[A-Z-]+ [^ ]+ HTTP\/1\.\d\\r\\n/gu;

/** One probe, and what both lanes did when they were asked. */
export interface Seen extends Pick<Facts, 'id' | 'request'> {
  readonly left: NormalObservation | undefined;
  readonly right: NormalObservation | undefined;
}

/**
 * What both lanes did with each request of a connection by itself: a difference in the first of two answers is the same
 * difference, whatever follows on the connection.
 *
 * @returns the facts of every answer that differs, in order; none when the probe has several connections
 */
export function answersOf({ id, request, left, right }: Seen): Facts[] {
  const [one, other] = [onlyConnection(left), onlyConnection(right)];
  if (!one || !other || interim(one) !== interim(other)) return [];
  const requests = requestsOf(request);
  // Where one side says nothing at all, that is what it did with the first request.
  const count = Math.max(1, Math.min(finals(one).length, finals(other).length));
  return Array.from({ length: count }, (_, index) => {
    const [a, b] = [sideOf(one, index), sideOf(other, index)];
    const differences = compare(a, b);
    return {
      id,
      class: classOf(differences),
      differs: differences.map(({ aspect }) => aspect).filter((aspect) => ASPECTS[aspect] !== 'COSMETIC'),
      request: requests[index] ?? request,
      left: summaryOf(a),
      right: summaryOf(b),
    };
  }).filter(({ differs }) => differs.length > 0);
}

function onlyConnection(
  { connections }: NormalObservation = { connections: [] },
): NormalConnection | undefined {
  return connections.length === 1 ? connections[0] : undefined;
}

function finals({ messages }: NormalConnection): NormalConnection['messages'] {
  return messages.filter(({ status }) => status >= 200);
}

function interim({ messages }: NormalConnection): string {
  return messages.flatMap(({ status }) => (status < 200 ? [status] : [])).join(' ');
}

/** One answer as if it were the only one: behind all but the last the connection was kept, or there would be no next. */
function sideOf(connection: NormalConnection, index: number): Side {
  const messages = finals(connection);
  const outcome = index < messages.length - 1 ? 'kept' : connection.outcome;
  const normal = { connections: [{ ...connection, messages: messages.slice(index, index + 1), outcome }] };
  return { normal, fate: 'alive' };
}

/** The requests in a probe's text, as far as their first lines can be made out. */
function requestsOf(text: string): string[] {
  const starts = [...text.matchAll(REQUEST_LINE)].map(({ index }) => index);
  return starts.map((start, position) => text.slice(start, starts[position + 1]));
}
