import type { Answer } from '@echo-twins/differences/answer';
import type { NormalConnection, NormalObservation } from '../normalise/normal.ts';
import { type Class, worstOf } from '@echo-twins/differences/class';
import type { Fate } from '../run/result.ts';
import { ASPECTS, type Difference, differing } from '@echo-twins/differences/difference';
import { compareMessages } from '@echo-twins/differences/answers';

/** One lane's side of a comparison. */
export interface Side {
  readonly normal: NormalObservation;
  readonly fate: Fate;
}

/**
 * In what two lanes differ on one probe; empty when nothing can be told apart.
 *
 * @param ignored fields of the answer that do not count, in lower case
 */
export function compare(left: Side, right: Side, ignored: ReadonlySet<string> = new Set()): Difference[] {
  const names = [...left.normal.connections, ...right.normal.connections].map(({ name }) => name);
  const find = ({ normal }: Side, name: string): NormalConnection | undefined =>
    normal.connections.find((connection) => connection.name === name);
  return merged([
    ...differing('process', crashed(left), crashed(right)),
    ...differing('service', stuck(left), stuck(right)),
    ...[...new Set(names)].flatMap((name) =>
      compareConnections(find(left, name), find(right, name), ignored),
    ),
    ...differing('ending', left.normal.ending ?? '', right.normal.ending ?? ''),
  ]);
}

/** How far apart lanes are that differ in this; an aspect that `habits` names is the lane's way, not the probe's. */
export function classOf(differences: readonly Difference[], habits: ReadonlySet<string> = new Set()): Class {
  const counted = differences.filter(({ aspect }) => ASPECTS[aspect] !== 'COSMETIC' || !habits.has(aspect));
  return worstOf(counted.map(({ aspect }) => ASPECTS[aspect]));
}

function crashed({ fate }: Side): string {
  return fate === 'crashed' ? 'ended' : 'runs';
}

function stuck({ fate }: Side): string {
  return fate === 'stuck' ? 'answers nobody any more' : 'answers others';
}

function compareConnections(
  left: NormalConnection | undefined,
  right: NormalConnection | undefined,
  ignored: ReadonlySet<string>,
): Difference[] {
  const without = (connection: NormalConnection | undefined): Answer[] =>
    (connection?.messages ?? []).map((message) => withoutFields(message, ignored));
  const [a, b] = [without(left), without(right)];
  const bothAnswered = a.some(isFinal) && b.some(isFinal);
  return [
    ...differing('status', statuses(a), statuses(b)),
    ...differing('conn-state', stateOf(left), stateOf(right)),
    ...differing('lasted', left?.lasted ?? '', right?.lasted ?? ''),
    ...differing('body', left?.garbage ?? '', right?.garbage ?? ''),
    // What only one of them answered has no other to be compared with: the status says it all.
    ...(bothAnswered ? compareMessages(...paired(a.filter(isFinal), b.filter(isFinal))) : []),
  ];
}

function withoutFields(message: Answer, ignored: ReadonlySet<string>): Answer {
  if (ignored.size === 0) return message;
  const counts = (text: string): boolean => !ignored.has(text.split(':')[0]?.toLowerCase() ?? '');
  return { ...message, fields: message.fields.filter(counts), names: message.names.filter(counts) };
}

/** The answers that both gave, in order: that one gave more is told by the status. */
function paired(left: readonly Answer[], right: readonly Answer[]): [readonly Answer[], readonly Answer[]] {
  const both = Math.min(left.length, right.length);
  return [left.slice(0, both), right.slice(0, both)];
}

function isFinal({ status }: Answer): boolean {
  return status >= 200 || status === 101;
}

function statuses(messages: readonly Answer[]): string {
  return messages.map(({ status }) => String(status)).join('+') || 'none';
}

/** A connection that stays open is the same to a client whether the server meant it to or not. */
function stateOf(connection: NormalConnection | undefined): string {
  const outcome = connection?.outcome ?? 'none';
  return outcome === 'kept' ? 'open' : outcome;
}

/** One difference an aspect, when several connections differ in the same. */
function merged(differences: readonly Difference[]): Difference[] {
  const aspects = [...new Set(differences.map(({ aspect }) => aspect))];
  return aspects.map((aspect) => {
    const group = differences.filter((difference) => difference.aspect === aspect);
    return {
      aspect,
      left: group.map(({ left }) => left).join('\n'),
      right: group.map(({ right }) => right).join('\n'),
    };
  });
}
