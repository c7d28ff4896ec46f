import { styleText } from 'node:util';
import { CLASSES, type Class } from '@echo-twins/differences/class';
import type { ProbeEntry, Report } from './report.ts';

const COLOURS: Readonly<Record<Class, Parameters<typeof styleText>[0]>> = {
  SAME: 'green',
  COSMETIC: 'gray',
  SHAPE: 'yellow',
  DIVERGENT: 'red',
  HANG: 'magenta',
  CRASH: 'magenta',
};
const SUMMARY_WIDTH = 44;

/** The matrix for a terminal: what differs, group by group, then the counts and what needs attention. */
export function terminalText(report: Report, colours: boolean): string {
  const paint = (style: Parameters<typeof styleText>[0], text: string): string =>
    colours ? styleText(style, text, { validateStream: false }) : text;
  const names = report.lanes.map(({ name, version, profile }) => `${name} ${version} (${profile})`);
  const lines = [`${names.join(' · ')} · Node.js ${report.node}`, ''];
  for (const group of new Set(report.probes.map((probe) => probe.group))) {
    const probes = report.probes.filter((probe) => probe.group === group);
    const differing = probes.filter((probe) => probe.class !== 'SAME');
    lines.push(paint('bold', `${group}: ${probes.length} probes, ${differing.length} differ`));
    for (const probe of differing) lines.push(row(probe, report, paint));
    lines.push('');
  }
  return [...lines, ...habits(report), ...totals(report, paint), ''].join('\n');
}

type Paint = (style: Parameters<typeof styleText>[0], text: string) => string;

function row(probe: ProbeEntry, { pair }: Report, paint: Paint): string {
  const [left, right] = pair.map((name) => clip(probe.lanes[name]?.summary ?? '', SUMMARY_WIDTH));
  const name = paint(COLOURS[probe.class], probe.class.padEnd(9));
  const mark = { same: ' ', known: ' ', unexplained: '?', changed: '!' }[probe.standing];
  return `${mark} ${name} ${probe.id.padEnd(34)} ${(left ?? '').padEnd(SUMMARY_WIDTH)} │ ${right ?? ''}`;
}

function habits({ habits, pair }: Report): string[] {
  return habits.flatMap(({ aspect, left, right }) => [
    `on every answer, ${aspect}:`,
    `  ${pair[0]}: ${left.replaceAll('\n', ' · ') || 'none'}`,
    `  ${pair[1]}: ${right.replaceAll('\n', ' · ') || 'none'}`,
  ]);
}

function totals(report: Report, paint: Paint): string[] {
  const { classes, probes, pair, flaky, leftOut } = report;
  const counted = (counts: Report['classes']): string =>
    CLASSES.filter((name) => counts[name] > 0)
      .map((name) => paint(COLOURS[name], `${counts[name]} ${name}`))
      .join(' · ');
  const needing = (standing: ProbeEntry['standing']): ProbeEntry[] =>
    probes.filter((probe) => probe.standing === standing);
  const [unexplained, changed] = [needing('unexplained'), needing('changed')];
  return [
    '',
    `${pair.join(' and ')}, ${probes.length} probes: ${counted(classes)}`,
    ...report.pairs.slice(1).map(({ left, right, classes: own }) => `${left} and ${right}: ${counted(own)}`),
    ...attributed(report),
    ...leftOut.map(({ id, why }) => `left out: ${id}: ${why}`),
    ...flaky.map((id) =>
      paint('magenta', `flaky: ${id}: a second instance of the same lane did something else`),
    ),
    ...changed.map(({ id, change }) => paint('red', `changed: ${id}: ${change ?? ''}`)),
    ...unexplained.map(({ id }) => paint('red', `unexplained: ${id}: no entry of the ledger tells why`)),
  ];
}

/** Whose doing the differences are, where lanes are there that tell. */
function attributed({ probes, pair: [left, right] }: Report): string[] {
  const names = { runtime: 'the runtime', left, right, both: 'both', gateway: 'the gateway' };
  const told = Object.entries(names).flatMap(([attribution, name]) => {
    const count = probes.filter(
      (probe) =>
        probe.pairs.some((pair) => pair.attribution === attribution) &&
        (attribution === 'gateway' || probe.attribution === attribution),
    ).length;
    return count > 0 ? [`${name} ${count}`] : [];
  });
  return told.length > 0 ? [`who decides status and connection, in probes: ${told.join(' · ')}`] : [];
}

function clip(text: string, width: number): string {
  const line = text.replaceAll('\n', ' ');
  return line.length > width ? `${line.slice(0, width - 1)}…` : line;
}
