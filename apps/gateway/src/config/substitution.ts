import type { Environment } from '@echo-twins/shared/config/environment';
import { type Document, visit } from 'yaml';

/** For private use, so no file has them; to YAML they are letters, where a brace would begin a mapping. */
const [OPEN, CLOSE] = ['\u{E000}', '\u{E001}'];
const VEILED = new RegExp(`${OPEN}(\\w+)${CLOSE}`, 'gu');

/** Text in which each `${NAME}` is a part of the scalar that it stands in, whatever that one's style. */
export function veilVariables(text: string): string {
  return text.replaceAll(/\$\{(\w+)\}/gu, `${OPEN}$1${CLOSE}`);
}

/** Puts the variables' values into the scalars of a veiled document; a value cannot become anything else of YAML's. */
export function fillVariables(document: Document, variables: Environment): void {
  visit(document, {
    Scalar(_key, scalar) {
      if (typeof scalar.value !== 'string') return;
      scalar.value = scalar.value.replaceAll(
        VEILED,
        (_veiled, name: string) => variables[name] ?? `\${${name}}`,
      );
    },
  });
}
