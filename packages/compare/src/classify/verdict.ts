import type { Answer } from '@echo-twins/differences/answer';
import type { NormalConnection } from '../normalise/normal.ts';
import type { Level, Requirement, Rule } from '../probes/probe.ts';
import type { Side } from './compare.ts';

/** Whether a lane does what a document asks: a MUST that is not kept fails, a SHOULD warns, all else is not scored. */
export type Verdict = 'pass' | 'warn' | 'fail' | 'unscored';

const BROKEN: Readonly<Record<Level, Verdict>> = {
  MUST: 'fail',
  SHOULD: 'warn',
  MAY: 'unscored',
  none: 'unscored',
};

/** Judges one lane by the rule of the probe, on the connection that the probe used last. */
export function verdictOf({ normal, fate }: Side, rule: Rule | undefined): Verdict {
  const connection = normal.connections.at(-1);
  if (!rule?.requires || !connection || BROKEN[rule.level] === 'unscored') return 'unscored';
  const kept = fate === 'alive' && CHECKS.every((check) => check(rule.requires ?? {}, connection));
  return kept ? 'pass' : BROKEN[rule.level];
}

type Check = (requirement: Requirement, connection: NormalConnection) => boolean;

const CHECKS: readonly Check[] = [
  ({ status }, connection) => !status || status.some((wanted) => hasStatus(connection, wanted)),
  ({ notStatus }, connection) => !notStatus?.some((wanted) => hasStatus(connection, wanted)),
  ({ field, matching }, connection) =>
    !field || fieldLines(connection, field).some((line) => !matching || new RegExp(matching, 'u').test(line)),
  ({ noField }, connection) => !noField || fieldLines(connection, noField).length === 0,
  ({ body }, connection) => body === undefined || body === (answer(connection)?.body ?? '') > '',
  ({ bodyNot }, connection) => !bodyNot || !new RegExp(bodyNot, 'u').test(answer(connection)?.body ?? ''),
  ({ connection: wanted }, { outcome }) => !wanted || (wanted === 'closed') === (outcome === 'closed'),
  ({ answers }, { messages }) => answers === undefined || messages.filter(isFinal).length === answers,
  ({ interim }, { messages }) =>
    interim === undefined || messages.filter((message) => !isFinal(message)).length === interim,
];

function isFinal({ status }: Answer): boolean {
  return status >= 200 || status === 101;
}

function answer({ messages }: NormalConnection): Answer | undefined {
  return messages.findLast(isFinal);
}

/** 404 stands for itself, 4 for every status from 400 to 499; closing without an answer rejects a request as well. */
function hasStatus(connection: NormalConnection, wanted: number): boolean {
  const status = answer(connection)?.status;
  if (status === undefined) return connection.outcome === 'closed' && wanted === 4;
  return wanted < 10 ? Math.floor(status / 100) === wanted : status === wanted;
}

function fieldLines(connection: NormalConnection, name: string): string[] {
  const message = answer(connection);
  if (!message) return [];
  const told = [...message.fields, ...message.habits, `content-type: ${message.type}`];
  const names = message.names.map((own) => own.toLowerCase());
  // Fields that frame a message are known by name only.
  const lines = names.map((own) => told.find((line) => line.startsWith(`${own}:`)) ?? `${own}:`);
  return lines.filter((line) => line.startsWith(`${name.toLowerCase()}:`));
}
