import { readFileSync } from 'node:fs';
import type { Environment } from '@echo-twins/shared/config/environment';
import { ConfigError, type Problem } from '@echo-twins/shared/config/problem';
import { type Document, isNode, LineCounter, parseDocument } from 'yaml';
import { type Finding, findingsOf, type GatewayConfig, GatewayFile } from './schema.ts';
import { SHIPPED, SHIPPED_NAMES } from './shipped.ts';

/** A configuration as text, and what it is called in error lines. */
export interface ConfigText {
  readonly source: string;
  readonly text: string;
}

/**
 * Finds a configuration: a shipped one by its name, or a YAML file.
 *
 * @throws {ConfigError} when there is neither
 */
export function findConfig(name: string): ConfigText {
  const shipped = SHIPPED[name];
  if (shipped !== undefined) return { source: name, text: shipped };
  const expected = `${SHIPPED_NAMES.join(', ')}, or the path of a YAML file`;
  if (!/\.ya?ml$/u.test(name))
    throw new ConfigError([{ key: 'GATEWAY_CONFIG', value: name, accepted: expected }]);
  try {
    return { source: name, text: readFileSync(name, 'utf8') };
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new ConfigError([
      { key: 'GATEWAY_CONFIG', value: name, accepted: `${expected} that can be read (${reason})` },
    ]);
  }
}

/**
 * Reads a configuration, with `${NAME}` replaced by the variable of that name.
 *
 * @throws {ConfigError} with every problem's line and path
 */
export function readConfig({ source, text }: ConfigText, variables: Environment): GatewayConfig {
  const lines = new LineCounter();
  const replaced = text.replaceAll(/\$\{(\w+)\}/gu, (whole, name: string) => variables[name] ?? whole);
  const document = parseDocument(replaced, { lineCounter: lines });
  if (document.errors.length > 0) {
    throw new ConfigError(
      document.errors.map((error) => ({
        key: `${source}:${lines.linePos(error.pos[0]).line}`,
        value: error.message.split('\n', 1)[0],
        accepted: 'YAML',
      })),
    );
  }
  const result = GatewayFile.safeParse(document.toJS() ?? {});
  if (result.success) return result.data;
  throw new ConfigError(
    result.error.issues.flatMap(findingsOf).map((finding) => describe(finding, { source, document, lines })),
  );
}

interface Place {
  readonly source: string;
  readonly document: Document.Parsed;
  readonly lines: LineCounter;
}

function describe(finding: Finding, { source, document, lines }: Place): Problem {
  const path = finding.path.map((part) => (typeof part === 'number' ? part : String(part)));
  const node = nearestNode(document, path);
  const line = node === undefined ? 1 : lines.linePos(node).line;
  const value: unknown = document.getIn(path);
  return {
    key: `${source}:${line}: ${path.join('.')}`,
    value: typeof value === 'string' || typeof value === 'number' ? String(value) : undefined,
    accepted: finding.message,
  };
}

/** Where the value is, or, when it is missing, what it is missing from. */
function nearestNode(document: Document.Parsed, path: readonly (string | number)[]): number | undefined {
  for (let length = path.length; length >= 0; length--) {
    const node: unknown = document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return node.range[0];
  }
  return undefined;
}
