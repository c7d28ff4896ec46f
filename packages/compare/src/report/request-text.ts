import type { Step } from '../exchange/step.ts';

const LONGEST = 2000;

/** What a probe sends and does, on one line: control characters escaped, pauses in angle brackets. */
export function requestText(steps: readonly Step[]): string {
  const text = steps.map(stepText).join('');
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

function stepText(step: Step): string {
  const on = 'on' in step && step.on !== undefined ? `⟨on ${step.on}⟩` : '';
  if ('send' in step) {
    const text = escaped(step.send);
    return `${on}${step.times === undefined ? text : `⟨${text} × ${step.times}⟩`}`;
  }
  if ('each' in step) return `${on}⟨${escaped(step.each)} for # = 0…${step.count - 1}⟩`;
  if ('base64' in step) return `${on}${escaped(Buffer.from(step.base64, 'base64').toString('latin1'))}`;
  if ('wait' in step) return `⟨wait ${step.wait} ms⟩`;
  if ('fin' in step) return `${on}⟨FIN⟩`;
  if ('reset' in step) return `${on}⟨RST⟩`;
  if ('connect' in step) return `⟨connect ${step.connect}⟩`;
  if ('signal' in step) return `⟨${step.signal}⟩`;
  if ('exit' in step) return '⟨until the process has ended⟩';
  return `${on}⟨until ${step.count ?? 1} ${step.await}⟩`;
}

const NAMES: Readonly<Record<string, string>> = { '\r': '\\r', '\n': '\\n', '\t': '\\t', '\\': '\\\\' };

/** A Latin-1 text with everything that is not printable ASCII escaped, as `printf` and most languages read it. */
function escaped(text: string): string {
  return text.replaceAll(
    /[^ -~]|\\/gu,
    (character) => NAMES[character] ?? `\\x${(character.codePointAt(0) ?? 0).toString(16).padStart(2, '0')}`,
  );
}
