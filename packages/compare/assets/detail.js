import { copyable, element, rawBytes, withCode } from './text.js';

/** What the page was made of. */
export const report = JSON.parse(document.querySelector('#data').textContent);
export const [leftName, rightName] = report.pair;

/** Everything about one probe. */
export function showDetail(probe) {
  const cause = report.causes[probe.cause];
  document
    .querySelector('#detail')
    .replaceChildren(
      element(
        'p',
        { class: `class ${probe.class}` },
        `${probe.class}${probe.standing === 'same' ? '' : ` · ${probe.standing}`}`,
      ),
      element('h2', {}, probe.title),
      element('p', { class: 'quiet' }, `${probe.id} · ${probe.group}${ruleText(probe)}`),
      ...(probe.change ? [element('p', { class: 'DIVERGENT' }, probe.change)] : []),
      ...why(cause),
      element('h3', {}, 'Sent'),
      sent(probe.request),
      element('h3', {}, 'Came back'),
      sides(probe),
      ...differences(probe),
      ...recipes(cause),
      ...reproduce(probe),
    );
}

/** What was sent, a line of it on a line of its own. */
function sent(request) {
  return element('pre', {}, request.replaceAll('\\n', '\\n\n').trimEnd());
}

function ruleText({ rule }) {
  if (!rule) return '';
  const section = rule.section ? ` section ${rule.section}` : '';
  return ` · ${rule.document}${section}${rule.level === 'none' ? '' : ` (${rule.level})`}`;
}

function why(cause) {
  if (!cause) return [];
  const sources = cause.sources.flatMap(({ title, url }) => [
    element('a', { href: url, rel: 'noreferrer' }, title),
    ' · ',
  ]);
  return [
    element('h3', {}, `Why: ${cause.title.replaceAll('`', '')}`),
    element('p', {}, element('strong', {}, 'Express: '), ...withCode(cause.express)),
    element('p', {}, element('strong', {}, 'Fastify: '), ...withCode(cause.fastify)),
    element('p', {}, ...withCode(cause.why)),
    element('p', { class: 'quiet' }, ...sources.slice(0, -1)),
  ];
}

/** The raw bytes of every lane, the first two compared line by line. */
function sides(probe) {
  const names = Object.keys(probe.evidence);
  const bytes = (name) => (probe.evidence[name] ?? []).map(({ response }) => response).join('\n');
  return element(
    'div',
    { class: 'sides' },
    ...names.map((name) => {
      const { summary, verdict, flaky } = probe.lanes[name];
      const other = bytes(name === leftName ? rightName : leftName);
      const verdictText =
        verdict === 'unscored' ? '' : element('span', { class: `verdict-${verdict}` }, ` ${verdict}`);
      return element(
        'div',
        { class: 'side' },
        element('h4', {}, name, verdictText, flaky ? ' (flaky)' : ''),
        element('p', { class: 'quiet' }, summary),
        ...probe.evidence[name].flatMap((connection) => [
          element('p', { class: 'quiet' }, connectionText(connection, probe.evidence[name].length > 1)),
          rawBytes(connection.response, other),
        ]),
      );
    }),
  );
}

function connectionText({ name, outcome, standing, firstByteAfter, closedAfter }, several) {
  const times = [
    firstByteAfter === undefined ? '' : `first byte after ${firstByteAfter} ms`,
    closedAfter === undefined ? '' : `end after ${closedAfter} ms`,
  ];
  const how = standing === 'fin' || standing === 'reset' ? ` (${standing.toUpperCase()})` : '';
  return [several ? `connection ${name}` : '', `${outcome}${how}`, ...times].filter(Boolean).join(' · ');
}

function differences({ differences }) {
  if (differences.length === 0) return [];
  const cell = (text) => element('td', {}, text === '' ? 'nothing' : text);
  return [
    element('h3', {}, 'Differs in'),
    element(
      'table',
      {},
      element('tr', {}, element('th', {}, ''), element('th', {}, leftName), element('th', {}, rightName)),
      ...differences.map(({ aspect, left, right }) =>
        element('tr', {}, element('th', {}, aspect), cell(left), cell(right)),
      ),
    ),
  ];
}

function recipes(cause) {
  if (!cause) return [];
  const { express, fastify, note } = cause.align;
  return [
    element('h3', {}, 'How to align'),
    ...(express ? [element('p', {}, 'Express, to do as Fastify does:'), copyable(express, 'Express')] : []),
    ...(fastify ? [element('p', {}, 'Fastify, to do as Express does:'), copyable(fastify, 'Fastify')] : []),
    ...(note ? [element('p', {}, ...withCode(note))] : []),
  ];
}

function reproduce({ reproduction }) {
  if (!reproduction) return [];
  return [
    element('h3', {}, 'Try it'),
    element(
      'p',
      { class: 'quiet' },
      'node packages/compare/dist/apps/express/main.js (or fastify, node) tells the PORT.',
    ),
    copyable(reproduction, 'Reproduction'),
  ];
}
