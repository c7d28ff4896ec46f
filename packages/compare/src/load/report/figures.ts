import type { Row } from './comparison.ts';
import type { Verdict } from '../statistics/verdict.ts';

/** A figure with as many digits as mean something. */
export function figure(value: number | null): string {
  if (value === null) return '–';
  if (value === 0) return '0';
  if (value >= 1000) return Math.round(value).toLocaleString('en-US');
  return value >= 100 ? value.toFixed(0) : value.toPrecision(3);
}

/** A ratio. */
export function ratioText({ ratio }: Row): string {
  return ratio ? ratio.value.toFixed(3) : '–';
}

/** Its interval. */
export function intervalText({ ratio }: Row): string {
  return ratio ? `${ratio.low.toFixed(3)} – ${ratio.high.toFixed(3)}` : '–';
}

/** A p value. */
export function pText(p: number | null): string {
  if (p === null) return '–';
  return p < 0.001 ? '< 0.001' : p.toFixed(3);
}

const SPEED = { better: 'faster', worse: 'slower', equivalent: 'equivalent', unresolved: 'unresolved' };
const SIZE = { better: 'less', worse: 'more', equivalent: 'equivalent', unresolved: 'unresolved' };
const SIZES = new Set(['peak', 'settled', 'utilisation', 'cpu']);

/** The verdict about B in the words of its metric. */
export function verdictWord(row: Row): string {
  const words: Readonly<Record<Verdict, string>> = SIZES.has(row.metric.id) ? SIZE : SPEED;
  return words[row.verdict];
}

/** The verdict, and for an unresolved one the pairs that it would take. */
export function verdictText(row: Row): string {
  if (row.verdict !== 'unresolved') return verdictWord(row);
  if (row.pairs < 3) return `unresolved: ${row.pairs} sound pairs`;
  return row.needed === null
    ? 'unresolved: more than 2000 pairs'
    : `unresolved: about ${Math.max(row.needed, row.pairs + 1)} pairs`;
}
