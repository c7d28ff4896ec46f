import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PACKAGE_ROOT } from '../../../lanes/package-root.ts';
import { forestPlot } from '../svg/forest.ts';
import { html, type Markup } from '../svg/markup.ts';
import type { Outcome } from '../outcome.ts';
import { headlines } from '../headlines.ts';
import { latencyCharts, pairCharts } from './charts.ts';
import { manifest } from './manifest.ts';
import { comparisonTable, noiseTable, rejectionsTable, windowsTable } from './tables.ts';

/** The report as one HTML file that needs nothing else and runs no script. */
export function htmlReport(outcome: Outcome): string {
  const { plan, comparisons, noise } = outcome;
  const style: Markup = { markup: readFileSync(join(PACKAGE_ROOT, 'assets', 'load.css'), 'utf8') };
  const title = plan.lanes.map(({ name }) => name).join(', ');
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'" />
        <meta name="color-scheme" content="light dark" />
        <title>Load compared: ${title}</title>
        <style>
          ${style}
        </style>
      </head>
      <body>
        <main>
          <h1>Load compared: ${title}</h1>
          ${outcome.complete ? '' : html`<p class="alert">Incomplete: ${outcome.blocks.length} of ${outcome.planned} blocks were run.</p>`}
          <ul class="headlines">
            ${headlines(outcome).map((line) => html`<li>${line}</li>`)}
          </ul>
          ${manifest(outcome)}
          ${comparisons.map(
            (comparison) =>
              html`<section>
                <h2>${comparison.b} ÷ ${comparison.a}</h2>
                <p>
                  Ratios with 95 % paired t intervals on logarithms. The band is the margin of
                  ${(plan.margin * 100).toFixed(1)} % within which a difference does not matter. Verdicts are
                  about ${comparison.b}; p by ${comparison.test}, Holm over ${comparison.rows.length} metrics.
                </p>
                <div class="wide">${forestPlot(comparison, plan.margin)}</div>
                ${comparisonTable(comparison)}
              </section>`,
          )}
          <section>
            <h2>Noise floor</h2>
            ${noise ? noiseTable(noise) : html`<p>Not measured.</p>`}
          </section>
          <section>
            <h2>Pairs in time order</h2>
            ${pairCharts(outcome)}
          </section>
          <section>
            <h2>Latency</h2>
            <p>
              Open loop: the same absolute rate for every lane, latency from when a request was due. All sound
              windows together; a percentile is drawn only where 100 samples lie beyond it.
            </p>
            <p>
              ${plan.lanes.map(({ name }, index) => html`<span class="key lane-${index}"></span>${name} `)}
            </p>
            ${latencyCharts(outcome)}
          </section>
          <section>
            <h2>Rejected</h2>
            ${rejectionsTable(outcome)}
          </section>
          <section>
            <details>
              <summary>Every window</summary>
              ${windowsTable(outcome)}
            </details>
          </section>
        </main>
      </body>
    </html> `.markup;
}
