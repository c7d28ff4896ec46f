/** What a benchmark came to. */
export interface Report {
  /** Tables, in Markdown. */
  readonly text: string;
  /** Whether every goal was met. */
  readonly met: boolean;
  /** The figures as data, for `--json`. */
  readonly data?: unknown;
}
