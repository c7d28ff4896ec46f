/** What a service has used up to a moment. */
export interface Usage {
  /** When, in milliseconds since 1970, by the clock of whoever measured. */
  readonly at: number;
  /** CPU time so far, in microseconds. */
  readonly cpu: number;
  /** Time its event loop waited and worked so far, in milliseconds; null for what is not a Node of ours. */
  readonly loop: { readonly idle: number; readonly active: number } | null;
  /** Resident memory now and the most there ever was, in bytes. */
  readonly memory: number;
  readonly peak: number;
  /** Times it was held back by a CPU limit so far; null where nobody counts. */
  readonly throttled: number | null;
}

/** What a lane of several processes has used: together all of them, the event loop that of the last, which is asked first. */
export function together(usages: readonly Usage[]): Usage | undefined {
  const front = usages.at(-1);
  if (!front) return undefined;
  const sum = (of: (usage: Usage) => number): number => usages.reduce((total, usage) => total + of(usage), 0);
  return {
    ...front,
    cpu: sum(({ cpu }) => cpu),
    memory: sum(({ memory }) => memory),
    peak: sum(({ peak }) => peak),
  };
}
