/** A line, and what it is compared by. */
export interface Line {
  readonly text: string;
  /** Lines of the same key say the same. */
  readonly key: string;
}

/** Two lines beside each other; one of them may be missing. */
export type Row = readonly [left: Line | undefined, right: Line | undefined];

/** Puts two texts beside each other, line by line: what is the same stands in one row (longest common subsequence). */
export function align(left: readonly Line[], right: readonly Line[]): Row[] {
  const common = commonLengths(left, right);
  const at = (row: number, column: number): number => common[row]?.[column] ?? 0;
  const rows: Row[] = [];
  let [waiting, coming]: [Line[], Line[]] = [[], []];
  const flush = (): void => {
    const height = Math.max(waiting.length, coming.length);
    for (let index = 0; index < height; index++) rows.push([waiting[index], coming[index]]);
    [waiting, coming] = [[], []];
  };
  let [row, column] = [0, 0];
  while (row < left.length || column < right.length) {
    const [one, other] = [left[row], right[column]];
    if (one !== undefined && one.key === other?.key) {
      flush();
      rows.push([one, other]);
      row += 1;
      column += 1;
    } else if (other === undefined || (one !== undefined && at(row + 1, column) >= at(row, column + 1))) {
      if (one !== undefined) waiting.push(one);
      row += 1;
    } else {
      coming.push(other);
      column += 1;
    }
  }
  flush();
  return rows;
}

/** How many lines the rests of both texts have in common, from each pair of positions on. */
function commonLengths(left: readonly Line[], right: readonly Line[]): Uint32Array[] {
  const table = Array.from({ length: left.length + 1 }, () => new Uint32Array(right.length + 1));
  for (let row = left.length - 1; row >= 0; row--) {
    const [here, below] = [table[row], table[row + 1]];
    if (here === undefined || below === undefined) continue;
    for (let column = right.length - 1; column >= 0; column--) {
      here[column] =
        left[row]?.key === right[column]?.key
          ? (below[column + 1] ?? 0) + 1
          : Math.max(below[column] ?? 0, here[column + 1] ?? 0);
    }
  }
  return table;
}
