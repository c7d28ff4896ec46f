/** Makes an element: attributes or properties, then children (texts or elements). Text is never read as HTML. */
export function element(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false) node.setAttribute(name, value === true ? '' : value);
  }
  node.append(...children.filter((child) => child !== undefined && child !== ''));
  return node;
}

/** What is not printable, as most languages write it; in letters, since not every font has pictures for it. */
const ESCAPES = { '\r': '\\r', '\n': '\\n', '\t': '\\t' };

function control(character) {
  const code = character.codePointAt(0).toString(16).padStart(2, '0');
  return element('span', { class: 'control' }, ESCAPES[character] ?? `\\x${code}`);
}

/** Raw bytes as text: what is not printable ASCII is visible and set apart. */
function visibleLine(line) {
  return line
    .split(/([^ -~…])/u)
    .filter((part) => part !== '')
    .map((part) => (/^[^ -~…]$/u.test(part) ? control(part) : part));
}

/** Raw bytes line by line, the lines marked that the other side does not have. */
export function rawBytes(text, other) {
  const key = (line) => line.trim().toLowerCase();
  const others = new Set(other.split('\n').map(key));
  const pre = element('pre');
  const lines = text.split('\n');
  lines.forEach((line, index) => {
    const differs = !others.has(key(line)) && !/^date:/iu.test(line);
    const end = index < lines.length - 1 ? [control('\n'), '\n'] : [];
    pre.append(element('span', differs ? { class: 'differs' } : {}, ...visibleLine(line)), ...end);
  });
  if (text === '') pre.append(element('span', { class: 'control' }, 'nothing came back'));
  return pre;
}

/** `like this` in a text as code. */
export function withCode(text) {
  return text.split('`').map((part, index) => (index % 2 === 1 ? element('code', {}, part) : part));
}

/** A block of code with a button that copies it. */
export function copyable(code, label) {
  const button = element('button', { type: 'button', class: 'copy' }, 'Copy');
  button.addEventListener('click', async () => {
    await copyText(code);
    button.textContent = 'Copied';
    setTimeout(() => (button.textContent = 'Copy'), 1500);
  });
  return element('div', { 'aria-label': label }, button, element('pre', {}, code));
}

/** The clipboard, also from a file on disk, where browsers may not offer it to scripts. */
async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const area = element('textarea', { readonly: true });
    area.value = text;
    document.body.append(area);
    area.select();
    document.execCommand('copy');
    area.remove();
  }
}
