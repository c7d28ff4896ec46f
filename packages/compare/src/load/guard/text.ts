import type { Finding } from './guard.ts';

const SHOWN = 20;

/** What a guard found, for a terminal: regressions first, then what could not be told. */
export function guardText(findings: readonly Finding[], margin: number): string {
  const of = (verdict: Finding['verdict']): Finding[] =>
    findings.filter((finding) => finding.verdict === verdict);
  const [regressions, unresolved, held] = [of('regression'), of('unresolved'), of('held')];
  const shown = [...regressions, ...unresolved].slice(0, SHOWN);
  const percent = `${(margin * 100).toFixed(1)} %`;
  return [
    `Against the baseline, margin ${percent}: ${regressions.length} regressions, ${held.length} held, ${unresolved.length} unresolved`,
    ...shown.map(line),
  ].join('\n');
}

function line({ lane, workload, metric, beside, worse, low, high, verdict }: Finding): string {
  const by = beside === null ? '' : ` (beside ${beside})`;
  return `  ${verdict}: ${lane}, ${workload}, ${metric}${by}: × ${worse.toFixed(3)} worse (${low.toFixed(3)} – ${high.toFixed(3)})`;
}
