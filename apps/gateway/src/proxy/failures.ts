import { saysNobodyThere } from '../pools/reachability.ts';
import type { Progress } from './attempt.ts';
import { TOTAL } from './clock.ts';
import { REFUSALS, type Refusal } from './refusals.ts';

/** The connection was closed or reset; everything else that can go wrong once connected is an invalid answer. */
const LOST: ReadonlySet<string> = new Set([
  'ECONNRESET',
  'EPIPE',
  'ECONNABORTED',
  'ETIMEDOUT',
  'CONNECTION_LOST',
]);
/** The gateway itself can open no more connections. */
const SHORTAGE: ReadonlySet<string> = new Set(['EMFILE', 'ENFILE', 'ENOBUFS', 'ENOMEM', 'EADDRNOTAVAIL']);

/** What a failed attempt means. */
export interface Failure {
  readonly error: Error;
  readonly progress: Progress;
  readonly idempotent: boolean;
  /** Whether the body, if there is one, can be sent from its beginning. */
  readonly replayable: boolean;
  /** Whether the replica is on probation: its failures are not the client's. */
  readonly trial: boolean;
}

/** What to do about a failed attempt. */
export type Remedy = 'retry' | Refusal;

/**
 * What is done about a failed attempt. A request of which nothing was sent may go to another replica whatever its method;
 * one that was sent only when nothing of an answer came back, when sending it twice does no harm (RFC 9110 §9.2.2), and
 * when its body is still there. Once an answer has begun to go out, all that is left is to break it off, so that the client notices.
 */
export function remedy({ error, progress, idempotent, replayable, trial }: Failure): Remedy {
  if (error instanceof DeadlineError && error.deadline === TOTAL) return REFUSALS.noAnswer;
  const code = codeOf(error);
  if (progress === 'unsent') return SHORTAGE.has(code) ? REFUSALS.overloaded : 'retry';
  const repeatable = idempotent && replayable;
  if (repeatable && (trial || (progress !== 'answered' && LOST.has(code)))) return 'retry';
  return error instanceof DeadlineError ? REFUSALS.noAnswer : REFUSALS.badAnswer;
}

/** Whether an attempt failed because there is nobody to connect to. */
export function isUnreachable({ error, progress }: Pick<Failure, 'error' | 'progress'>): boolean {
  return progress === 'unsent' && saysNobodyThere(codeOf(error));
}

/** Whether it is the gateway that an attempt failed because of: the replica has not heard of it. */
export function isOurs({ error, progress }: Pick<Failure, 'error' | 'progress'>): boolean {
  return progress === 'unsent' && SHORTAGE.has(codeOf(error));
}

/** Whether the connection was lost, without a word from the replica. */
export function isLost(error: Error): boolean {
  return LOST.has(codeOf(error));
}

/** An answer took longer than it may. */
export class DeadlineError extends Error {
  readonly code = 'DEADLINE';
  readonly deadline: string;

  constructor(deadline: string) {
    super(`deadline passed: ${deadline}`);
    this.name = 'DeadlineError';
    this.deadline = deadline;
  }
}

/** A replica's answer that is not HTTP. */
export class BadAnswerError extends Error {
  readonly code = 'BAD_ANSWER';

  constructor(reason: string, options?: ErrorOptions) {
    super(reason, options);
    this.name = 'BadAnswerError';
  }
}

/** The client has gone, nobody waits for an answer any more. */
export class ClientGoneError extends Error {
  readonly code = 'CLIENT_GONE';

  constructor() {
    super('the client has left');
    this.name = 'ClientGoneError';
  }
}

/** An error's code, for decisions and for the log. */
export function codeOf(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}
