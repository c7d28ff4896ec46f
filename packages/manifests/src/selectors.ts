import * as z from 'zod';

const Expression = z.object({
  key: z.string(),
  operator: z.enum(['In', 'NotIn', 'Exists', 'DoesNotExist']),
  values: z.array(z.string()).default([]),
});

/** A label selector; an empty one selects everything. */
export const Selector = z.strictObject({
  matchLabels: z.record(z.string(), z.string()).default({}),
  matchExpressions: z.array(Expression).default([]),
});

/** Labels of a pod or a namespace. */
export type Labels = Readonly<Record<string, string>>;

/** Whether a selector selects what has these labels. */
export function selects(
  { matchLabels, matchExpressions }: z.infer<typeof Selector>,
  labels: Labels,
): boolean {
  return (
    Object.entries(matchLabels).every(([key, value]) => labels[key] === value) &&
    matchExpressions.every((expression) => holds(expression, labels))
  );
}

function holds({ key, operator, values }: z.infer<typeof Expression>, labels: Labels): boolean {
  return OPERATORS[operator](labels[key], values);
}

const OPERATORS: Readonly<
  Record<
    z.infer<typeof Expression>['operator'],
    (value: string | undefined, values: readonly string[]) => boolean
  >
> = {
  In: (value, values) => value !== undefined && values.includes(value),
  NotIn: (value, values) => value === undefined || !values.includes(value),
  Exists: (value) => value !== undefined,
  DoesNotExist: (value) => value === undefined,
};
