import { table } from './table.ts';

/** A measured figure with the goal that it is held against. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly goal: number;
  readonly unit: string;
}

/** Whether every figure is within its goal. */
export function allMet(figures: readonly Figure[]): boolean {
  return figures.every(({ value, goal }) => value <= goal);
}

/** The figures with their goals. */
export function figureTable(figures: readonly Figure[]): string {
  return table(
    ['figure', 'measured', 'goal', 'met'],
    figures.map(({ name, value, goal, unit }) => [
      name,
      `${round(value)}${unit}`,
      `≤ ${round(goal)}${unit}`,
      value <= goal ? 'yes' : 'NO',
    ]),
  );
}

/** A figure in three digits. */
export function round(value: number): string {
  return value >= 100 ? value.toFixed(0) : String(Number(value.toPrecision(3)));
}
