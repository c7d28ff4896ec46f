import { CLASSES } from '@echo-twins/differences/class';
import { inlineCode, tableCell } from './markdown-text.ts';
import type { Report } from './report.ts';

/** A report as Markdown: the counts, what needs attention, and a table of what differs. */
export function markdownText(report: Report): string {
  const { lanes, node, pair, classes, probes, flaky } = report;
  const attention = probes.filter(({ standing }) => standing === 'changed' || standing === 'unexplained');
  return [
    `# ${pair.join(' and ')}: what they do with the same bytes`,
    '',
    lanes.map(({ name, version, profile }) => `${name} ${version} (${profile})`).join(' · '),
    `on Node.js ${node}`,
    '',
    `| ${CLASSES.join(' | ')} |`,
    `| ${CLASSES.map(() => '---').join(' | ')} |`,
    `| ${CLASSES.map((name) => classes[name]).join(' | ')} |`,
    '',
    ...attention.map(({ id, standing, change }) =>
      `- **${standing}** ${inlineCode(id)} ${change ?? ''}`.trimEnd(),
    ),
    ...flaky.map((id) => `- **flaky** ${inlineCode(id)}`),
    ...(attention.length + flaky.length > 0 ? [''] : []),
    `| probe | class | ${pair.join(' | ')} | cause |`,
    '| --- | --- | --- | --- | --- |',
    ...probes.filter((probe) => probe.class !== 'SAME').map((probe) => row(probe, pair)),
    '',
  ].join('\n');
}

function row(probe: Report['probes'][number], pair: Report['pair']): string {
  const summaries = pair.map((name) => tableCell(probe.lanes[name]?.summary ?? ''));
  return `| ${inlineCode(probe.id)} | ${probe.class} | ${summaries.join(' | ')} | ${probe.cause ?? ''} |`;
}
