import { type Answer, answerOf } from '@echo-twins/differences/answer';
import { compareMessages } from '@echo-twins/differences/answers';
import { type Class, worstOf } from '@echo-twins/differences/class';
import { ASPECTS, type Difference, differing } from '@echo-twins/differences/difference';
import { maskedIn, VOLATILE_FIELDS } from '@echo-twins/differences/masks';
import type { Message } from '@echo-twins/differences/message';
import { REASONS, type Replies, type Reply } from './reply.ts';

/** Something that is another one every time, or says only which framework answers: shown, not compared. */
interface MaskedValue {
  /** A field's name, or what kind of thing it is. */
  readonly name: string;
  /** What stands there, on both sides; empty where it is absent. */
  readonly left: string;
  readonly right: string;
}

/**
 * How far apart two replies are: `SAME_SO_FAR` when there is no difference in what was compared of longer bodies,
 * `UNCOMPARED` when neither side has answered.
 */
type Verdict = Class | 'SAME_SO_FAR' | 'UNCOMPARED';

/** In what two replies differ. */
export interface Findings {
  readonly class: Verdict;
  readonly differences: readonly Difference[];
  readonly masked: readonly MaskedValue[];
  /** Whether only the beginning of a body was compared. */
  readonly partial: boolean;
}

/** Compares two replies by the rules of `compare behaviour`. */
export function findingsOf([left, right]: Replies): Findings {
  const [one, other] = [left.reply.message, right.reply.message];
  if (one === undefined && other === undefined)
    return { class: 'UNCOMPARED', differences: [], masked: [], partial: false };
  const partial = one !== undefined && other !== undefined && !(one.complete && other.complete);
  const differences = [
    ...compareOutcomes(left.reply, right.reply),
    ...compareAnswers(left.reply, right.reply),
  ];
  const worst = worstOf(differences.map(({ aspect }) => ASPECTS[aspect]));
  return {
    class: partial && worst === 'SAME' ? 'SAME_SO_FAR' : worst,
    differences,
    masked: maskedOf(one, other),
    partial,
  };
}

function compareOutcomes(left: Reply, right: Reply): Difference[] {
  return [
    ...differing('service', waitedFor(left), waitedFor(right)),
    ...differing('status', statusOf(left), statusOf(right)),
  ];
}

function waitedFor(reply: Reply): string {
  return reply.message === undefined && reply.reason === 'late' ? REASONS.late : 'an answer in time';
}

function statusOf(reply: Reply): string {
  return reply.message === undefined ? `none: ${REASONS[reply.reason]}` : String(reply.message.status);
}

function compareAnswers(left: Reply, right: Reply): Difference[] {
  if (left.message === undefined || right.message === undefined) return [];
  const [one, other]: Answer[] = [answerOf(left.message), answerOf(right.message)];
  return one && other ? compareMessages([one], [other]) : [];
}

function maskedOf(left: Message | undefined, right: Message | undefined): MaskedValue[] {
  const [one, other] = [maskedValues(left), maskedValues(right)];
  const names = [...new Set([...one.keys(), ...other.keys()])];
  return names.map((name) => ({ name, left: one.get(name) ?? '', right: other.get(name) ?? '' }));
}

function maskedValues(message: Message | undefined): Map<string, string> {
  const found = new Map<string, string>();
  if (message === undefined) return found;
  const fields = message.fields
    .map(([name, value]) => [name.toLowerCase(), value] as const)
    .filter(([name]) => name === 'etag' || VOLATILE_FIELDS.includes(name));
  const body = maskedIn(message.body.toString('utf8')).map(({ name, value }) => [name, value] as const);
  for (const [name, value] of [...fields, ...body]) {
    const before = found.get(name);
    found.set(name, before === undefined ? value : `${before}, ${value}`);
  }
  return found;
}
