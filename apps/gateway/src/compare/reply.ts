import type { Message } from '@echo-twins/differences/message';

/** What became of the request that one side was sent; times in milliseconds from when it was asked. */
export type Reply = Answered | Unanswered;

/** It answered. */
interface Answered {
  readonly message: Message;
  readonly took: number;
}

/** It did not, or not with anything that can be shown. */
export interface Unanswered {
  readonly message: undefined;
  readonly took: number;
  /** `down`: nobody could be asked; `late`: the deadline has passed; `failed`: what came is no answer. */
  readonly reason: 'down' | 'late' | 'failed';
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
};
