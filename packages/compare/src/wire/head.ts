import type { Field } from '@echo-twins/differences/message';

/** The start of a response: status line and header section. */
export interface Head {
  readonly version: string;
  readonly status: number;
  readonly reason: string;
  readonly fields: readonly Field[];
  /** Where the body begins. */
  readonly end: number;
}

const STATUS_LINE = /^HTTP\/(?<version>\d\.\d) (?<status>\d{3})(?: (?<reason>.*))?$/u;
/** A head that has not ended after so many bytes never will. */
const LONGEST = 64 * 1024;
const BLANK_LINE = /\r?\n\r?\n/u;

/** Reads field lines; a line that is not `name: value` is kept whole as a name with an empty value, to be seen. */
export function readFields(lines: readonly string[]): Field[] {
  return lines.map((line) => {
    const colon = line.indexOf(':');
    return colon === -1 ? [line, ''] : [line.slice(0, colon), line.slice(colon + 1).trim()];
  });
}

/**
 * Reads the head of a response from the start of `bytes`.
 *
 * @returns `incomplete` while its end has not arrived, `garbage` when it is not HTTP/1
 */
export function readHead(bytes: Buffer): Head | 'incomplete' | 'garbage' {
  const text = bytes.toString('latin1', 0, LONGEST);
  const marker = 'HTTP/';
  if (text.slice(0, marker.length) !== marker.slice(0, text.length)) return 'garbage';
  const blank = BLANK_LINE.exec(text);
  if (!blank) return bytes.length < LONGEST ? 'incomplete' : 'garbage';
  const [first = '', ...lines] = text.slice(0, blank.index).split(/\r?\n/u);
  const line = STATUS_LINE.exec(first)?.groups;
  if (!line) return 'garbage';
  return {
    version: line['version'] ?? '',
    status: Number(line['status']),
    reason: line['reason'] ?? '',
    fields: readFields(lines),
    end: blank.index + blank[0].length,
  };
}
