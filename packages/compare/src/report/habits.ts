import { compare, type Side } from '../classify/compare.ts';
import { ASPECTS, type Difference } from '@echo-twins/differences/difference';

/** How two lanes differ on the plainest request, and so on every one. */
export interface Habits {
  readonly differences: readonly Difference[];
  /** The aspects that a probe does not differ in when it differs in them only. */
  readonly aspects: ReadonlySet<string>;
  /** Fields that one side adds to every answer, such as a gateway's Via; in lower case. */
  readonly fields: ReadonlySet<string>;
}

/** Reads the habits of a pair from what both answer to the plainest request. */
export function habitsOf(left: Side | undefined, right: Side | undefined): Habits {
  const found = left && right ? compare(left, right) : [];
  const looks = found.filter(({ aspect }) => ASPECTS[aspect] === 'COSMETIC');
  const fields = found.filter(({ aspect }) => aspect === 'headers');
  return {
    differences: [...looks, ...fields],
    aspects: new Set(looks.map(({ aspect }) => aspect)),
    fields: new Set(fields.flatMap((difference) => fieldsOfOne(difference))),
  };
}

/** The names of fields that only one side has. */
function fieldsOfOne({ left, right }: Difference): string[] {
  const names = (text: string): string[] => text.split('\n').map((line) => line.split(':')[0] ?? '');
  const [a, b] = [names(left), names(right)];
  return [...a.filter((name) => !b.includes(name)), ...b.filter((name) => !a.includes(name))].filter(Boolean);
}
