import { HABITUAL_FIELDS, masked, STRUCTURAL_FIELDS, VOLATILE_FIELDS } from '@echo-twins/differences/masks';
import type { Field, Message } from '@echo-twins/differences/message';
import type { Line, Row } from './alignment.ts';
import { MOST_COMPARED } from './reply.ts';

/** So many lines of a body are shown. */
const MOST_LINES = 400;

/** A text with everything escaped that a terminal would act on. */
export function printable(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (character) => {
    const code = character.codePointAt(0) ?? 0;
    return code < 256 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u{${code.toString(16)}}`;
  });
}

/** The fields of both answers by name, one row each. */
export function fieldRows(left: Message | undefined, right: Message | undefined): Row[] {
  const [one, other] = [left?.fields ?? [], right?.fields ?? []];
  const bothAnswered = left !== undefined && right !== undefined;
  const names = [...new Set([...one, ...other].map(([name]) => name.toLowerCase()))];
  return names.flatMap((name) => {
    const of = (fields: readonly Field[]): Line[] =>
      fields
        .filter(([own]) => own.toLowerCase() === name)
        .map(([own, value]) => ({
          text: printable(`${own}: ${value}`),
          key: bothAnswered && !counts(name) ? '' : `${name}: ${masked(value)}`,
        }));
    const [mine, theirs] = [of(one), of(other)];
    return Array.from({ length: Math.max(mine.length, theirs.length) }, (_, index): Row => [
      mine[index],
      theirs[index],
    ]);
  });
}

/** Whether a field's value says something; what frames a body, and what a service adds to every answer, does not. */
function counts(name: string): boolean {
  const framing = STRUCTURAL_FIELDS.includes(name) && name !== 'content-type' && name !== 'connection';
  return !framing && !HABITUAL_FIELDS.includes(name) && !VOLATILE_FIELDS.includes(name);
}

/** A body's lines; JSON is laid out. */
export function bodyLines(message: Message | undefined): Line[] {
  if (message === undefined || message.body.length === 0) return [];
  const lines = laidOut(message.body.toString('utf8')).split(/\r?\n/u);
  const shown = lines.slice(0, MOST_LINES).map((text): Line => ({ text: printable(text), key: keyOf(text) }));
  const more = lines.length - MOST_LINES;
  const left = message.complete ? `${more} more lines` : `cut off after ${MOST_COMPARED / 1024} KiB`;
  return more > 0 || !message.complete ? [...shown, { text: `… ${left}`, key: left }] : shown;
}

function laidOut(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

/** As it stands in JSON without blanks, which is what the masks are for; a comma is no difference. */
function keyOf(line: string): string {
  const compact = line
    .trim()
    .replace(/^("(?:[^"\\]|\\.)*"): /u, '$1:')
    .replace(/,$/u, '');
  return masked(`,${compact}`);
}
