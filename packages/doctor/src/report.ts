import type { Finding } from './finding.ts';

const SIGNS = { ok: '✓', warning: '!', problem: '✗' } as const;

/** The findings for a person: a line each, and the command that mends it below. */
export function report(findings: readonly Finding[]): string {
  const lines = findings.flatMap(({ status, subject, message, command }) => [
    `  ${SIGNS[status]} ${subject}: ${message}`,
    ...(command ? [`      ${command}`] : []),
  ]);
  return `${lines.join('\n')}\n\n${count(findings, 'problem')}, ${count(findings, 'warning')}\n`;
}

function count(findings: readonly Finding[], status: 'problem' | 'warning'): string {
  const number = findings.filter((finding) => finding.status === status).length;
  return `${number} ${status}${number === 1 ? '' : 's'}`;
}
