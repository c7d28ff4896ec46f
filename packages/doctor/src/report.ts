import type { Finding } from './finding.ts';

const SIGNS = { ok: '✓', warning: '!', problem: '✗' } as const;

/** The findings for a person: a line each, and the command that mends it below. */
export function report(findings: readonly Finding[]): string {
  const lines = findings.flatMap(({ status, subject, message, command }) => [
    `  ${SIGNS[status]} ${subject}: ${message}`,
    ...(command ? [`      ${command}`] : []),
  ]);
  const count = (status: Finding['status']): number =>
    findings.filter((finding) => finding.status === status).length;
  return `${lines.join('\n')}\n\n${count('problem')} problems, ${count('warning')} warnings\n`;
}
