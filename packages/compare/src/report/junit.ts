import type { ProbeEntry, Report } from './report.ts';

/** A report as JUnit XML: a suite a group; a probe fails when its difference is unexplained or has changed. */
export function junitText({ probes, pair }: Report): string {
  const failed = probes.filter(isFailure).length;
  const groups = [...new Set(probes.map(({ group }) => group))];
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="compare behaviour" tests="${probes.length}" failures="${failed}">`,
    ...groups.flatMap((group) => {
      const own = probes.filter((probe) => probe.group === group);
      const attributes = `name="${escape(group)}" tests="${own.length}" failures="${own.filter(isFailure).length}"`;
      return [
        `  <testsuite ${attributes}>`,
        ...own.flatMap((probe) => testCase(probe, pair)),
        '  </testsuite>',
      ];
    }),
    '</testsuites>',
    '',
  ].join('\n');
}

function isFailure({ standing }: ProbeEntry): boolean {
  return standing === 'unexplained' || standing === 'changed';
}

function testCase(probe: ProbeEntry, pair: Report['pair']): string[] {
  const open = `    <testcase classname="${escape(probe.group)}" name="${escape(probe.id)}"`;
  if (!isFailure(probe)) return [`${open}/>`];
  const told = pair.map((name) => `${name}: ${probe.lanes[name]?.summary ?? ''}`).join('\n');
  const message = probe.change ?? `${probe.class}, and no entry of the ledger tells why`;
  return [
    `${open}>`,
    `      <failure type="${probe.standing}" message="${escape(message)}">${escape(`${probe.title}\n${told}`)}</failure>`,
    '    </testcase>',
  ];
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** A text for XML 1.0, which has no place for most control characters. */
function escape(text: string): string {
  return text.replaceAll(/[&<>"]/gu, (character) => ENTITIES[character] ?? '').replaceAll(CONTROL, '\uFFFD');
}

const CONTROL = /[^\P{Cc}\t\n]/gu;
