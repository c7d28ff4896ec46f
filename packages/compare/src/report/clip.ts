import { createHash } from 'node:crypto';

const KEPT = 2000;

/** A text short enough for a report; what is left out is told by length and digest, so that a change still shows. */
export function clip(text: string): string {
  if (text.length <= KEPT) return text;
  const digest = createHash('sha256').update(text).digest('hex').slice(0, 16);
  return `${text.slice(0, KEPT)}<${text.length - KEPT} more characters, sha256 of all ${digest}>`;
}
