import { round } from '../report/figure.ts';
import { table } from '../report/table.ts';

/** A measured figure, with the most that it may be; without one it is told for information. */
export interface Finding {
  readonly name: string;
  readonly value: number;
  readonly unit?: string;
  readonly goal?: number;
}

/** What a scenario came to. */
export interface Outcome {
  readonly scenario: string;
  readonly findings: readonly Finding[];
  /** Why it could not be measured here; then there are no findings. */
  readonly skipped?: string;
}

/** Whether a figure is within its goal, if it has one. NaN never is. */
export function isMet({ value, goal }: Finding): boolean {
  return goal === undefined || value <= goal;
}

/** All figures with their goals. */
export function outcomeTable(outcomes: readonly Outcome[]): string {
  return table(
    ['scenario', 'figure', 'measured', 'goal', 'met'],
    outcomes.flatMap(({ scenario, findings, skipped }) =>
      skipped === undefined
        ? findings.map((finding) => [scenario, ...cells(finding)])
        : [[scenario, `not measured: ${skipped}`, '', '', '']],
    ),
  );
}

/** One figure as a line for the person who watches. */
export function findingLine(finding: Finding): string {
  const [name = '', measured = '', goal = '', met = ''] = cells(finding);
  return `${name}: ${measured}${goal && ` (goal ${goal}): ${met === 'yes' ? 'pass' : 'MISS'}`}`;
}

function cells(finding: Finding): string[] {
  const { name, value, unit = '', goal } = finding;
  const measured = `${round(value)}${unit}`;
  if (goal === undefined) return [name, measured, '', ''];
  return [name, measured, `≤ ${round(goal)}${unit}`, isMet(finding) ? 'yes' : 'NO'];
}
