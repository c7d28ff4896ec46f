/** Where a program's words go. */
export interface Console {
  out(text: string): void;
  err(text: string): void;
  /** Whether somebody watches standard error, so that progress may be shown on one line. */
  readonly watched: boolean;
  /** Whether standard output shows colours. */
  readonly colours: boolean;
}
