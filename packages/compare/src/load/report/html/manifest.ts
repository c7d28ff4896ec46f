import type { Plan, Sample } from '../../results/plan.ts';
import type { Outcome } from '../outcome.ts';
import { html, type Markup } from '../svg/markup.ts';

const GIB = 2 ** 30;

/** What has to be known before any figure is believed: what was compared, how, on what, and whether it did the same. */
export function manifest(outcome: Outcome): Markup {
  const { plan } = outcome;
  return html`<section>
    <h2>What was compared</h2>
    ${lanesTable(plan)} ${behaviour(plan)}
    <h3>Answers</h3>
    ${answers(plan)}
    <h3>Machine and order</h3>
    ${circumstances(plan)}
  </section>`;
}

function lanesTable({ lanes }: Plan): Markup {
  const rows = lanes.map(
    ({ name, version, profile, node, environment, logging, fresh }, index) =>
      html`<tr>
        <th><span class="key lane-${index}"></span>${name}</th>
        <td>${version}</td>
        <td>${node ?? 'unknown'}</td>
        <td>${profile}</td>
        <td>${environment}</td>
        <td>${logging}</td>
        <td>${fresh ? 'a block' : 'the whole run: not ours to start'}</td>
      </tr>`,
  );
  return html`<div class="wide">
    <table>
      <thead>
        <tr>
          <th>lane</th>
          <th>version</th>
          <th>Node</th>
          <th>profile</th>
          <th>environment</th>
          <th>log</th>
          <th>one process for</th>
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
  </div>`;
}

/** The differences in behaviour on the routes that were measured: a lane that does less may well be faster. */
function behaviour({ differences }: Plan): Markup {
  if (differences.length === 0)
    return html`<h3>Behaviour on these routes</h3>
      <p>No difference.</p>`;
  const rows = differences.map(
    ({ workload, lanes, class: found, differences: all }) =>
      html`<tr>
        <th>${workload}</th>
        <td>${lanes.join(' | ')}</td>
        <td>${found}</td>
        <td>
          ${all.map(
            ({ aspect, left, right }) =>
              html`<details>
                <summary>${aspect}</summary>
                <pre>${left}</pre>
                <pre>${right}</pre>
              </details>`,
          )}
        </td>
      </tr>`,
  );
  return html`<h3>Behaviour on these routes</h3>
    <p>
      The lanes do not do the same work where they differ; cosmetic differences are the names and order of
      fields.
    </p>
    <div class="wide">
      <table>
        <thead>
          <tr>
            <th>workload</th>
            <th>lanes</th>
            <th>class</th>
            <th>in what</th>
          </tr>
        </thead>
        <tbody>
          ${rows}
        </tbody>
      </table>
    </div>`;
}

function answers({ samples, workloads }: Plan): Markup {
  const known = new Set(workloads.map(({ workload }) => workload));
  const row = (sample: Sample): Markup =>
    html`<tr>
      <th>${sample.workload}</th>
      <td>${sample.lane}</td>
      <td>${sample.status}</td>
      <td class="figure">${sample.head.length + 4}</td>
      <td class="figure">${sample.bytes}</td>
      <td>${sample.unfit === null ? '' : `not measured: it ${sample.unfit}`}</td>
      <td>
        <details>
          <summary>see</summary>
          <pre>
${sample.head}

${sample.body}</pre>
        </details>
      </td>
    </tr>`;
  const left = samples.filter(({ workload, unfit }) => !known.has(workload) && unfit !== null);
  return html`<div class="wide">
    <table>
      <thead>
        <tr>
          <th>workload</th>
          <th>lane</th>
          <th>status</th>
          <th>bytes of head</th>
          <th>bytes of body</th>
          <th></th>
          <th>answer</th>
        </tr>
      </thead>
      <tbody>
        ${samples.filter(({ workload }) => known.has(workload)).map(row)}${left.map(row)}
      </tbody>
    </table>
  </div>`;
}

function circumstances(plan: Plan): Markup {
  const { machine, pairs, seconds, warm, ramp, seed, margin } = plan;
  const facts: readonly (readonly [string, string])[] = [
    [
      'machine',
      `${machine.processors} × ${machine.processor}, ${(machine.memory / GIB).toFixed(1)} GiB, ${machine.kernel}`,
    ],
    ['processors', machine.cpus],
    ['generator', `own process, ${machine.generator}, no pipelining`],
    ['order', `${pairs} pairs, ABBA or BAAB at random, seed ${seed}`],
    [
      'a block',
      `fresh process, warmed up by 20,000 requests (${warm} to ${plan.warmMost} s), windows of ${seconds} s after ${ramp} s each`,
    ],
    ['margin', `${(margin * 100).toFixed(1)} %`],
    ['begun', plan.startedAt],
    ['command', plan.command.join(' ')],
  ];
  return html`<dl>
    ${facts.map(
      ([name, value]) =>
        html`<dt>${name}</dt>
          <dd>${value}</dd>`,
    )}
  </dl>`;
}
