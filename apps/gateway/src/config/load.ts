import { readFileSync } from 'node:fs';
import { inspect } from 'node:util';
import type { Environment } from '@echo-twins/shared/config/environment';
import { ConfigError, isSecretName, type Problem } from '@echo-twins/shared/config/problem';
import { type Document, isNode, LineCounter, parseDocument, visit, type YAMLParseError } from 'yaml';
import { type Finding, findingsOf, wording } from './findings.ts';
import { brokenReferences } from './references.ts';
import { type GatewayConfig, GatewayFile } from './schema.ts';
import { ACCEPTED_NAMES, SHIPPED } from './shipped.ts';
import { fillVariables, veilVariables } from './substitution.ts';

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
  const shipped = SHIPPED.get(name);
  if (shipped !== undefined) return { source: name, text: shipped };
  if (!/\.ya?ml$/u.test(name))
    throw new ConfigError([{ key: 'GATEWAY_CONFIG', value: name, accepted: ACCEPTED_NAMES }]);
  try {
    return { source: name, text: readFileSync(name, 'utf8') };
  } catch (error) {
    const accepted = `${ACCEPTED_NAMES} that can be read (${messageOf(error)})`;
    throw new ConfigError([{ key: 'GATEWAY_CONFIG', value: name, accepted }]);
  }
}

/**
 * Reads a configuration, with `${NAME}` replaced by the variable of that name.
 *
 * @throws {ConfigError} with every problem's line and path
 */
export function readConfig(text: ConfigText, variables: Environment): GatewayConfig {
  const parsed = parse(text, variables);
  const result = GatewayFile.safeParse(parsed.content, wording);
  const broken = brokenReferences(parsed.content);
  if (result.success && broken.length === 0) return result.data;
  const findings = [...(result.error?.issues ?? []).flatMap(findingsOf), ...broken];
  const problems = findings.map((finding) => ({ ...finding, line: lineOf(finding.path, parsed) }));
  problems.sort((one, other) => one.line - other.line);
  throw new ConfigError(problems.map((finding) => describe(finding, parsed)));
}

interface Parsed {
  readonly source: string;
  readonly document: Document.Parsed;
  readonly lines: LineCounter;
  /** What the document says, as plain values. */
  readonly content: unknown;
}

/** @throws {ConfigError} when it is no YAML */
function parse({ source, text }: ConfigText, variables: Environment): Parsed {
  const lines = new LineCounter();
  const document = parseDocument(veilVariables(text), { lineCounter: lines, prettyErrors: false });
  const problem = (message: string, position: number): Problem => ({
    place: `${source}:${lines.linePos(position).line}`,
    message: `not YAML: ${message.replaceAll(/\p{Cc}/gu, escaped)}`,
  });
  if (document.errors.length > 0)
    throw new ConfigError(document.errors.map((error) => problem(faultOf(error), error.pos[0])));
  fillVariables(document, variables);
  try {
    return { source, document, lines, content: document.toJS() ?? {} };
  } catch (error) {
    // Aliases are looked up only now: one may lead nowhere, or they may lead to more than anybody can mean.
    throw new ConfigError([problem(messageOf(error), firstAliasWithoutAnchor(document))]);
  }
}

function escaped(control: string): string {
  return `\\u${control.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** The parser's word for it, but where that is for programmers. */
function faultOf({ code, message }: YAMLParseError): string {
  return code === 'MULTIPLE_DOCS' ? 'there is more than one document' : message;
}

function firstAliasWithoutAnchor(document: Document.Parsed): number {
  let position = 0;
  visit(document, {
    Alias(_key, alias) {
      if (alias.resolve(document) !== undefined) return undefined;
      position = alias.range?.[0] ?? 0;
      return visit.BREAK;
    },
  });
  return position;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function describe({ path, message, line }: Finding & { readonly line: number }, parsed: Parsed): Problem {
  const value = valueAt(path, parsed.content);
  return {
    key: `${parsed.source}:${line}: ${path.join('.')}`,
    value: value === undefined || typeof value === 'string' ? value : inspect(withoutSecrets(value), SHORT),
    accepted: message,
  };
}

/** In one line. */
const SHORT = { depth: 1, breakLength: Infinity, compact: true };

/** @param depth how far in is looked: what is further in is not shown */
function withoutSecrets(value: unknown, depth = SHORT.depth): unknown {
  if (typeof value !== 'object' || value === null || depth < 0) return value;
  if (Array.isArray(value)) return value.map((item) => withoutSecrets(item, depth - 1));
  const shown = Object.entries(value).map(([key, each]) => [
    key,
    isSecretName(key) ? '(hidden)' : withoutSecrets(each, depth - 1),
  ]);
  return Object.fromEntries(shown);
}

function valueAt(path: readonly PropertyKey[], content: unknown): unknown {
  let value = content;
  for (const key of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = Reflect.get(value, key);
  }
  return value;
}

/** Where the value is, or, when it is missing, what it is missing from. */
function lineOf(path: readonly PropertyKey[], { document, lines }: Parsed): number {
  for (let length = path.length; length >= 0; length--) {
    const node: unknown = document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
  }
  return 1;
}
