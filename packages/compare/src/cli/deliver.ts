import { htmlPage, type Material } from '../report/html/page.ts';
import { junitText } from '../report/junit.ts';
import { markdownText } from '../report/markdown.ts';
import { terminalText } from '../report/terminal.ts';
import type { Console } from './console.ts';
import type { Options } from './options.ts';
import { checkWritable, type Output, writeAll } from './outputs.ts';

const FORMATS = {
  json: ({ report }: Material) => `${JSON.stringify(report, null, 2)}\n`,
  html: htmlPage,
  markdown: ({ report }: Material) => markdownText(report),
  junit: ({ report }: Material) => junitText(report),
};
const NAMES = ['json', 'html', 'markdown', 'junit'] as const;

/** Looks whether every report could be written, before anything runs. */
export function checkReports(options: Options): void {
  for (const name of NAMES) {
    const file = options[name];
    if (file !== undefined && file !== '-') checkWritable(`--${name}`, file);
  }
}

/** Writes the reports that were asked for; the matrix goes to standard output unless a report does. */
export function deliver(material: Material, options: Options, console: Console): void {
  const outputs: Output[] = [];
  const spoken: string[] = [];
  for (const name of NAMES) {
    const file = options[name];
    if (file === '-') spoken.push(FORMATS[name](material));
    else if (file !== undefined) outputs.push({ option: `--${name}`, file, text: FORMATS[name](material) });
  }
  writeAll(outputs);
  if (spoken.length > 0) for (const text of spoken) console.out(text);
  else console.out(terminalText(material.report, console.colours));
}
