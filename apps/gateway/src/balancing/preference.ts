/** How a pool chooses among the replicas that it may use. */
export const BALANCING = ['round-robin', 'least-connections', 'power-of-two'] as const;

/** The ways there are. */
export type Balancing = (typeof BALANCING)[number];

/** Somebody who may be chosen. */
export interface Candidate {
  /** Requests that it is answering. */
  readonly inFlight: number;
  /** How much of the work it is to have, compared with the others. */
  readonly weight: number;
}

/**
 * Whom the turns go round among: all candidates, those with the fewest requests in flight for their weight, or the less busy
 * one of two taken at random, which avoids that everybody runs to the one that was idle a moment ago.
 */
export function preferred<T extends Candidate>(kind: Balancing, candidates: readonly T[]): readonly T[] {
  if (kind === 'round-robin' || candidates.length < 2) return candidates;
  const among = kind === 'power-of-two' ? twoOf(candidates) : candidates;
  const least = Math.min(...among.map(load));
  return among.filter((candidate) => load(candidate) === least);
}

function load({ inFlight, weight }: Candidate): number {
  return inFlight / weight;
}

function twoOf<T>(candidates: readonly T[]): readonly T[] {
  const first = Math.floor(Math.random() * candidates.length);
  const second = (first + 1 + Math.floor(Math.random() * (candidates.length - 1))) % candidates.length;
  return candidates.filter((_candidate, index) => index === first || index === second);
}
