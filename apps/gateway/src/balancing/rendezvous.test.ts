import { describe, expect, test } from '@jest/globals';
import { hash, rendezvous } from './rendezvous.ts';

interface Replica {
  readonly name: string;
  readonly seed: number;
  weight: number;
  inFlight: number;
}

const replicas = (count: number): Replica[] =>
  Array.from({ length: count }, (_value, index) => {
    const name = `10.0.0.${index + 1}:8080`;
    return { name, seed: hash(name), weight: 1, inFlight: 0 };
  });
const KEYS = Array.from({ length: 10_000 }, (_value, index) => `user-${index}`);
const owner = (of: readonly Replica[], key: string): string | undefined => rendezvous(of, key, 100)?.name;

function shares(of: readonly Replica[]): number[] {
  const owners = KEYS.map((key) => owner(of, key));
  return of.map(({ name }) => owners.filter((each) => each === name).length / KEYS.length);
}

describe('rendezvous hashing', () => {
  test('gives a key to the same replica again, whatever the order', () => {
    const all = replicas(5);
    for (const key of KEYS.slice(0, 100)) expect(owner(all.toReversed(), key)).toBe(owner(all, key));
  });

  test('shares keys evenly, or by weight', () => {
    for (const share of shares(replicas(4))) expect(Math.abs(share - 0.25)).toBeLessThan(0.02);
    const [heavy, light] = replicas(2);
    if (heavy === undefined || light === undefined) throw new Error('two');
    heavy.weight = 3;
    expect(Math.abs((shares([heavy, light])[0] ?? 0) - 0.75)).toBeLessThan(0.02);
  });

  test('moves only the keys of a replica that goes, and brings them back with it', () => {
    const all = replicas(5);
    const without = all.slice(1);
    const gone = all[0]?.name;
    for (const key of KEYS) {
      const before = owner(all, key);
      if (before === gone) expect(owner(without, key)).not.toBe(gone);
      else expect(owner(without, key)).toBe(before);
    }
  });

  test('gives nobody more than the bound allows, however many requests have the same key', () => {
    const all = replicas(4);
    for (let count = 0; count < 400; count++) {
      const chosen = rendezvous(all, 'one busy key', 1.25);
      if (chosen === undefined) throw new Error('nobody');
      chosen.inFlight += 1;
    }
    const most = Math.max(...all.map(({ inFlight }) => inFlight));
    expect(most).toBe(125);
    expect(all.reduce((sum, { inFlight }) => sum + inFlight, 0)).toBe(400);
  });

  test('has nobody when there is nobody', () => {
    expect(rendezvous([], 'x', 1.25)).toBeUndefined();
  });
});
