import { ASPECTS } from '@echo-twins/differences/difference';
import { align, type Row } from './alignment.ts';
import type { Asked } from './document.ts';
import type { Findings } from './findings.ts';
import { bodyLines, fieldRows, printable } from './lines.ts';
import { MOST_COMPARED, type NamedReply, REASONS, type Replies } from './reply.ts';

/** The widest a column gets, in characters; what is longer goes on in the next line. */
const WIDEST = 60;

/** A comparison for people: both answers beside each other; `≠` before a line that differs, `~` when only in looks. */
export function columnsOf({ method, path }: Asked, replies: Replies, findings: Findings): string {
  const [left, right] = replies;
  const rows: Row[] = [
    [plain(title(left)), plain(title(right))],
    [firstLine(left), firstLine(right)],
    ...fieldRows(left.reply.message, right.reply.message),
    [plain(''), plain('')],
    ...align(bodyLines(left.reply.message), bodyLines(right.reply.message)),
  ];
  const width = Math.min(WIDEST, Math.max(...rows.map(([line]) => line?.text.length ?? 0)));
  const lines = rows.flatMap((row) => rowLines(row, width));
  return [
    `${printable(method)} ${printable(path)}: ${findings.class}`,
    '',
    ...lines.map((line) => line.trimEnd()),
    '',
    ...differenceLines(findings),
    ...partialLine(findings),
    ...maskedLine(findings),
    '',
  ].join('\n');
}

function plain(text: string): { text: string; key: string } {
  return { text, key: '' };
}

function title({ name, reply }: NamedReply): string {
  return `${name}, ${reply.took.toFixed(1)} ms`;
}

function firstLine({ reply }: NamedReply): { text: string; key: string } {
  if (reply.message === undefined) return { text: REASONS[reply.reason], key: reply.reason };
  const { status, reason } = reply.message;
  const text = printable(`HTTP/1.1 ${status} ${reason}`.trimEnd());
  return { text, key: text };
}

function rowLines([left, right]: Row, width: number): string[] {
  const [one, other] = [wrap(left?.text ?? '', width), wrap(right?.text ?? '', width)];
  const mark = markOf([left, right]);
  return Array.from({ length: Math.max(one.length, other.length) }, (_, index) =>
    [index === 0 ? mark : ' ', (one[index] ?? '').padEnd(width), '│', other[index] ?? ''].join(' '),
  );
}

/** A missing line has the key of an empty one: a line that means nothing is only a matter of looks. */
function markOf([left, right]: Row): string {
  if ((left?.key ?? '') !== (right?.key ?? '')) return '≠';
  return left?.text.toLowerCase() === right?.text.toLowerCase() ||
    (left?.key === '' && left.text.includes(' ms'))
    ? ' '
    : '~';
}

function wrap(text: string, width: number): string[] {
  const parts = [text.slice(0, width)];
  for (let at = width; at < text.length; at += width - 2) parts.push(`  ${text.slice(at, at + width - 2)}`);
  return parts;
}

function differenceLines({ class: worst, differences, partial }: Findings): string[] {
  if (worst === 'UNCOMPARED') return ['Nothing to compare: neither has answered.'];
  if (differences.length === 0) return [partial ? 'No difference in what was compared.' : 'No difference.'];
  const weights = [...new Set(differences.map(({ aspect }) => ASPECTS[aspect]))];
  return weights.map((weight) => {
    const aspects = differences.filter(({ aspect }) => ASPECTS[aspect] === weight);
    return `${weight}: ${aspects.map(({ aspect }) => aspect).join(', ')}`;
  });
}

function partialLine({ partial }: Findings): string[] {
  return partial ? [`Only the first ${MOST_COMPARED / 1024} KiB of a body are compared.`] : [];
}

function maskedLine({ masked }: Findings): string[] {
  if (masked.length === 0) return [];
  return [
    `Not compared, for it changes from time to time or only names the service: ${masked.map(({ name }) => name).join(', ')}`,
  ];
}
