/** Text that has become markup; only this module makes it. */
export interface Markup {
  readonly markup: string;
}

type Content = Markup | string | number | readonly Content[];

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** HTML or SVG from a template: every text put into it is escaped, whatever a service answered. */
export function html(strings: TemplateStringsArray, ...contents: readonly Content[]): Markup {
  return { markup: strings.map((text, at) => `${text}${rendered(contents[at] ?? '')}`).join('') };
}

function rendered(content: Content): string {
  if (typeof content === 'string' || typeof content === 'number') return escaped(String(content));
  return 'markup' in content ? content.markup : content.map(rendered).join('');
}

function escaped(text: string): string {
  return text.replaceAll(/[&<>"]/gu, (character) => ESCAPES[character] ?? '');
}
