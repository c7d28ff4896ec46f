/** How one request ended, as its connection tells it. */
export interface Answer {
  /** 0 when the connection ended before the answer was complete. */
  readonly status: number;
  /** Bytes of the body, chunk framing not counted. */
  readonly bytes: number;
  /** The body, when it was asked for. */
  readonly body: Buffer | undefined;
  /** The head as it came, when the body was asked for. */
  readonly head: string;
}

/** What stands for an answer that did not come. */
export const BROKEN: Answer = { status: 0, bytes: 0, body: undefined, head: '' };
