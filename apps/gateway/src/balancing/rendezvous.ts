import type { Candidate } from './preference.ts';

/** Somebody who may be chosen by a hash. */
export interface Seeded extends Candidate {
  /** What tells it from the others: a hash of its name. */
  readonly seed: number;
}

const TWO_32 = 2 ** 32;

/** A hash of 32 bits (FNV-1a with the finish of MurmurHash3): well spread, nothing that a secret could be trusted to. */
export function hash(text: string): number {
  let value = 0x81_1c_9d_c5;
  for (let index = 0; index < text.length; index++) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01_00_01_93);
  }
  return mix(value);
}

/**
 * The candidate for a key by rendezvous hashing, weighted: each has a score for each key, and the highest one wins. When
 * one goes, only its keys go elsewhere. Nobody is given more than `bound` times a fair share of the requests in flight:
 * whoever has that many is passed over, so that one busy key cannot drown a replica (consistent hashing with bounded loads).
 */
export function rendezvous<T extends Seeded>(
  candidates: readonly T[],
  key: string,
  bound: number,
): T | undefined {
  const keyed = hash(key);
  let requests = 1;
  let weights = 0;
  for (const { inFlight, weight } of candidates) {
    requests += inFlight;
    weights += weight;
  }
  let best: T | undefined;
  let highest = -1;
  for (const candidate of candidates) {
    if (candidate.inFlight >= Math.ceil((bound * requests * candidate.weight) / weights)) continue;
    const score = -candidate.weight / Math.log((mix(keyed ^ candidate.seed) + 0.5) / TWO_32);
    if (score <= highest) continue;
    highest = score;
    best = candidate;
  }
  return best;
}

function mix(value: number): number {
  let mixed = value ^ (value >>> 16);
  mixed = Math.imul(mixed, 0x85_eb_ca_6b);
  mixed ^= mixed >>> 13;
  mixed = Math.imul(mixed, 0xc2_b2_ae_35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
