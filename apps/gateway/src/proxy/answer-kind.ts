import type { Crossing } from '../upgrade/crossing.ts';
import type { AnswerHead } from '../wire/answer-head.ts';
import { SWITCHING } from '../wire/answer-reader.ts';
import { BadAnswerError } from './failures.ts';

/** What the head of an answer is to its request: one before the answer, the answer, or the beginning of a tunnel. */
export type AnswerKind = 'interim' | 'final' | 'crossing';

/**
 * @param crossing where the request leads when it is the handshake of a WebSocket
 * @throws {BadAnswerError} for a status that does not exist, and for a 101 that nobody has asked for (RFC 9110 §15.2.2)
 */
export function kindOf(head: AnswerHead, crossing: Crossing | undefined): AnswerKind {
  const { status } = head;
  if (status === SWITCHING && crossing?.accepts(head) === true) return 'crossing';
  if (status < 100 || status > 599 || status === SWITCHING) throw new BadAnswerError(`status ${status}`);
  return status < 200 ? 'interim' : 'final';
}
