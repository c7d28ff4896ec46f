/** Makes an element: attributes or properties, then children (texts or elements). Text is never read as HTML. */
export function element(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false) node.setAttribute(name, value === true ? '' : value);
  }
  node.append(...children.filter((child) => child !== undefined && child !== ''));
  return node;
}

/** Raw bytes as text: control characters visible, bytes beyond ASCII as \xNN. */
function visibleLine(line) {
  const parts = [];
  for (const character of line) {
    const code = character.codePointAt(0);
    if (code < 32) parts.push(element('span', { class: 'control' }, String.fromCodePoint(0x24_00 + code)));
    else if (code === 127) parts.push(element('span', { class: 'control' }, '␡'));
    else if (code > 127 && code < 256) {
      parts.push(element('span', { class: 'control' }, `\\x${code.toString(16).padStart(2, '0')}`));
    } else parts.push(character);
  }
  return parts;
}

/** Raw bytes line by line, the lines marked that the other side does not have. */
export function rawBytes(text, other) {
  const key = (line) => line.trim().toLowerCase();
  const others = new Set(other.split('\n').map(key));
  const pre = element('pre');
  const lines = text.split('\n');
  lines.forEach((line, index) => {
    const differs = !others.has(key(line)) && !/^date:/iu.test(line);
    const end = index < lines.length - 1 ? [element('span', { class: 'control' }, '␊'), '\n'] : [];
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
