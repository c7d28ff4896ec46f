import type { Finding } from './guard.ts';

const SHOWN = 20;

/** What a guard found, for a terminal: regressions first, then what could not be told. */
export function guardText(findings: readonly Finding[], margin: number): string {
  const of = (verdict: Finding['verdict']): Finding[] =>
    findings.filter((finding) => finding.verdict === verdict);
  const [regressions, unresolved, held] = [of('regression'), of('unresolved'), of('held')];
  const all = [...regressions, ...unresolved];
  const percent = `${(margin * 100).toFixed(1)} %`;
  return [
    `Against the baseline, margin ${percent}: ${regressions.length} regressions, ${held.length} held, ${unresolved.length} unresolved`,
    ...all.slice(0, SHOWN).map(line),
    ...(all.length > SHOWN ? [`  and ${all.length - SHOWN} more`] : []),
  ].join('\n');
}

function line({ lane, workload, metric, beside, change, verdict }: Finding): string {
  const what = change
    ? `× ${change.worse.toFixed(3)} worse (${change.low.toFixed(3)} – ${change.high.toFixed(3)})`
    : 'too few sound rounds in one of the runs';
  return `  ${verdict}: ${lane}, ${workload}, ${metric} (beside ${beside}): ${what}`;
}
