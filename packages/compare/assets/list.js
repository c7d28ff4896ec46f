import { leftName, report, rightName, showDetail } from './detail.js';
import { element } from './text.js';

const CLASSES = ['SAME', 'COSMETIC', 'SHAPE', 'DIVERGENT', 'HANG', 'CRASH'];
const hidden = new Set(['SAME']);
const $ = (selector) => document.querySelector(selector);
let shown = [];
let current = '';

/** What can be filtered by, and where a probe has it. */
const FILTERS = {
  group: (probe) => [probe.group],
  level: (probe) => [probe.rule?.level ?? 'none'],
  verdict: (probe) => Object.values(probe.lanes).map(({ verdict }) => verdict),
  standing: (probe) => [probe.standing],
};

function start() {
  document.title = `${report.pair.join(' and ')}: behaviour compared`;
  $('#heading').textContent = `${report.pair.join(' and ')}: what they do with the same bytes`;
  const lanes = report.lanes.map(({ name, version, profile }) => `${name} ${version} (${profile})`);
  $('#lanes').textContent = `${report.probes.length} probes · ${lanes.join(' · ')} · Node.js ${report.node}`;
  for (const name of CLASSES.filter((name) => report.classes[name] > 0))
    $('#classes').append(classButton(name));
  for (const [name, values] of Object.entries(FILTERS)) {
    const options = [...new Set(report.probes.flatMap(values))].toSorted((a, b) => a.localeCompare(b));
    $(`#${name}`).append(...options.map((value) => element('option', { value }, value)));
    $(`#${name}`).addEventListener('change', render);
  }
  $('#search').addEventListener('input', render);
  $('#theme').addEventListener('click', switchTheme);
  $('#habits div').append(...report.habits.map(habit));
  $('#habits').hidden = report.habits.length === 0;
  document.addEventListener('keydown', onKey);
  globalThis.addEventListener('hashchange', fromHash);
  render();
  fromHash();
}

function classButton(name) {
  const button = element('button', { type: 'button', 'aria-pressed': String(!hidden.has(name)) });
  button.append(element('span', { class: `class ${name}` }, `${report.classes[name]} ${name}`));
  button.addEventListener('click', () => {
    if (!hidden.delete(name)) hidden.add(name);
    button.setAttribute('aria-pressed', String(!hidden.has(name)));
    render();
  });
  return button;
}

function habit({ aspect, left, right }) {
  const side = (name, text) =>
    element('div', { class: 'side' }, element('h4', {}, name), element('pre', {}, text || 'nothing'));
  return element(
    'div',
    {},
    element('h3', {}, aspect),
    element('div', { class: 'sides' }, side(leftName, left), side(rightName, right)),
  );
}

function matches(probe) {
  const wanted = $('#search').value.trim().toLowerCase();
  const text = [probe.id, probe.title, probe.cause ?? '', probe.group].join(' ').toLowerCase();
  if (hidden.has(probe.class) || !text.includes(wanted)) return false;
  return Object.entries(FILTERS).every(([name, values]) => {
    const { value } = $(`#${name}`);
    return value === '' || values(probe).includes(value);
  });
}

function render() {
  shown = report.probes.filter(matches);
  $('#list').replaceChildren(...shown.map(row));
  $('#count').textContent = `${shown.length} of ${report.probes.length}`;
  markCurrent();
}

function row(probe) {
  const button = element(
    'button',
    { type: 'button', 'data-id': probe.id },
    element('span', { class: `class ${probe.class}` }, probe.class),
    element('span', { class: 'title' }, probe.title),
    element('span', { class: 'id' }, probe.id),
  );
  button.addEventListener('click', () => {
    choose(probe.id);
    if (matchMedia('(max-width: 52rem)').matches) $('#detail').scrollIntoView({ behavior: 'smooth' });
  });
  return element('li', {}, button);
}

function choose(id) {
  current = id;
  history.replaceState(null, '', `#${id}`);
  const probe = report.probes.find((candidate) => candidate.id === id);
  if (probe) showDetail(probe);
  markCurrent();
}

function markCurrent() {
  for (const button of $('#list').querySelectorAll('button')) {
    const here = button.dataset.id === current;
    button.setAttribute('aria-current', String(here));
    if (here) keepInView($('#list'), button);
  }
}

/** Scrolls the list, and only the list. */
function keepInView(list, item) {
  const [outer, inner] = [list.getBoundingClientRect(), item.getBoundingClientRect()];
  if (inner.top < outer.top) list.scrollTop -= outer.top - inner.top;
  if (inner.bottom > outer.bottom) list.scrollTop += inner.bottom - outer.bottom;
}

function fromHash() {
  const id = decodeURIComponent(location.hash.slice(1));
  const first = report.probes.some((probe) => probe.id === id) ? id : shown[0]?.id;
  if (first !== undefined && first !== current) choose(first);
}

function onKey(event) {
  const typing = ['INPUT', 'SELECT', 'TEXTAREA'].includes(event.target.tagName);
  if (event.key === 'Escape') {
    // Left to itself the browser would empty the search field.
    event.preventDefault();
    focusCurrent();
  }
  if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
  const step = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 }[event.key];
  if (event.key === '/') $('#search').focus();
  else if (step === undefined) return;
  else move(step);
  event.preventDefault();
}

function move(step) {
  const index = shown.findIndex(({ id }) => id === current);
  const next = shown[Math.min(Math.max(index + step, 0), shown.length - 1)];
  if (!next) return;
  choose(next.id);
  focusCurrent();
}

function focusCurrent() {
  $('#list').querySelector('[aria-current="true"]')?.focus({ preventScroll: true });
}

function switchTheme() {
  const root = document.documentElement;
  const dark = root.dataset.theme
    ? root.dataset.theme === 'dark'
    : matchMedia('(prefers-color-scheme: dark)').matches;
  root.dataset.theme = dark ? 'light' : 'dark';
}

start();
