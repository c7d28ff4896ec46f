import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Cause } from '../../ledger/cause.ts';
import { PACKAGE_ROOT } from '../../lanes/package-root.ts';
import type { Probe } from '../../probes/probe.ts';
import type { LaneResults } from '../../run/runs.ts';
import type { Report } from '../report.ts';
import { evidenceOf } from './evidence.ts';
import { reproduction } from './reproduction.ts';

/** What the page is made of. */
export interface Material {
  readonly report: Report;
  readonly causes: readonly Cause[];
  readonly probes: readonly Probe[];
  readonly lanes: readonly LaneResults[];
}

/** The report as one HTML file that needs nothing else: styles, script and data are in it, and it may load nothing. */
export function htmlPage({ report, causes, probes, lanes }: Material): string {
  const used = new Set(report.probes.map(({ cause }) => cause));
  const data = {
    ...report,
    probes: report.probes.map(({ pairs, ...entry }) => ({
      ...entry,
      lanes: Object.fromEntries(
        Object.entries(entry.lanes).map(([name, { summary, verdict, flaky }]) => [
          name,
          { summary, verdict, flaky },
        ]),
      ),
      differences: pairs[0]?.differences ?? [],
      evidence: evidenceOf(entry.id, lanes),
      reproduction: reproduction(probes.find(({ id }) => id === entry.id)?.steps ?? []),
    })),
    causes: Object.fromEntries(causes.filter(({ id }) => used.has(id)).map((cause) => [cause.id, cause])),
  };
  return asset('report.html')
    .replace('/* styles */', () => asset('report.css'))
    .replace('/* script */', () => MODULES.map((name) => inlined(asset(name))).join('\n'))
    .replace('{/* data */}', () => scriptSafe(JSON.stringify(data)));
}

function asset(name: string): string {
  return readFileSync(join(PACKAGE_ROOT, 'assets', name), 'utf8');
}

/** The page's modules, each behind those it imports. */
const MODULES = ['text.js', 'detail.js', 'list.js'];

/** A module as part of one script: what it imports stands above it. */
function inlined(module: string): string {
  return module.replaceAll(/^import .*\n/gmu, '').replaceAll(/^export /gmu, '');
}

/** JSON inside a script element: nothing in it may end the element. */
function scriptSafe(json: string): string {
  return json.replaceAll('<', '\\u003c').replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029');
}
