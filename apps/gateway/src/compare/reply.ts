import type { Message } from '@echo-twins/differences/message';

/** What became of the request that one side was sent; times in milliseconds from when it was asked. */
export type Reply = Answered | Unanswered;

/** It answered. */
interface Answered {
  /** Not complete when the body is longer than what is compared. */
  readonly message: Message;
  readonly took: number;
}

/** So much of an answer's body is kept and compared, in bytes: enough for everything that a person would read. */
export const MOST_COMPARED = 256 * 1024;

/** It did not, or not with anything that can be shown. */
export interface Unanswered {
  readonly message: undefined;
  readonly took: number;
  /** `down`: nobody could be asked; `late`: the deadline has passed; `failed`: what came is no answer; `broken`: the answer broke off. */
  readonly reason: 'down' | 'late' | 'failed' | 'broken';
}

/** A side's reply, under the side's name. */
export interface NamedReply {
  readonly name: string;
  readonly reply: Reply;
}

/** The replies of both sides, in the order of the configuration. */
export type Replies = readonly [NamedReply, NamedReply];

/** What is said of a side that has not answered; nothing about who it is. */
export const REASONS: Readonly<Record<Unanswered['reason'], string>> = {
  down: 'nobody is there to answer',
  late: 'no complete answer in time',
  failed: 'no valid answer',
  broken: 'the answer broke off',
};
