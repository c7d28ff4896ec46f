import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Language, type Node, Parser } from 'web-tree-sitter';

const { resolve } = createRequire(import.meta.url);

/** A resource of a Bicep file, with expressions that only Azure can work out as `[…]`, as a template has them. */
export interface Resource {
  /** Such as `Microsoft.App/containerApps`. */
  readonly type: string;
  readonly apiVersion: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** A Bicep file that does not parse, or that names something it does not declare. */
class BicepError extends Error {
  readonly code = 'BICEP';

  constructor(node: Node, what: string) {
    super(`line ${node.startPosition.row + 1}: ${what}`);
    this.name = 'BicepError';
  }
}

/**
 * The resources of a Bicep file, with its variables put in.
 *
 * @throws {BicepError} naming the line
 */
export async function readBicep(text: string): Promise<Resource[]> {
  await Parser.init();
  const parser = new Parser();
  parser.setLanguage(await Language.load(readFileSync(resolve('tree-sitter-bicep/tree-sitter-bicep.wasm'))));
  const root = parser.parse(text)?.rootNode;
  if (!root) throw new Error('nothing was parsed');
  const error = root.descendantsOfType('ERROR')[0];
  if (root.hasError) throw new BicepError(error ?? root, 'cannot be parsed');
  const declared = new Map<string, unknown>();
  for (const declaration of root.namedChildren) {
    const [name, value] = declaration.namedChildren;
    if (declaration.type === 'parameter_declaration') declared.set(name?.text ?? '', `[${name?.text}]`);
    if (declaration.type === 'resource_declaration') declared.set(name?.text ?? '', `[${name?.text}]`);
    if (declaration.type === 'variable_declaration' && value)
      declared.set(name?.text ?? '', evaluate(value, declared));
  }
  return root.namedChildren.flatMap((declaration) => {
    if (declaration.type !== 'resource_declaration') return [];
    const [, kind, value] = declaration.namedChildren;
    const [type = '', apiVersion = ''] = String(kind && evaluate(kind, declared)).split('@');
    return value ? [{ type, apiVersion, body: Object.fromEntries(properties(value, declared)) }] : [];
  });
}

type Declared = ReadonlyMap<string, unknown>;

function properties(node: Node, declared: Declared): [string, unknown][] {
  if (node.type === 'for_statement') {
    const { each, body } = loop(node, declared);
    return properties(body, each);
  }
  return node.namedChildren.flatMap((property): [string, unknown][] => {
    const [key, value] = property.namedChildren;
    if (!key || !value) return [];
    return [
      [key.type === 'identifier' ? key.text : String(evaluate(key, declared)), evaluate(value, declared)],
    ];
  });
}

/** What a loop makes once, with its item unknown. */
function loop(node: Node, declared: Declared): { each: Declared; body: Node } {
  const item = node.childForFieldName('initializer');
  const body = node.childForFieldName('body');
  if (!item || !body) throw new BicepError(node, 'a loop without an item or a body');
  return { body, each: new Map([...declared, [item.text, `[${item.text}]`]]) };
}

function evaluate(node: Node, declared: Declared): unknown {
  const evaluateAll = (): unknown[] => node.namedChildren.map((child) => evaluate(child, declared));
  switch (node.type) {
    case 'object':
      return Object.fromEntries(properties(node, declared));
    case 'array':
      return evaluateAll();
    case 'number':
      return Number(node.text);
    case 'boolean':
      return node.text === 'true';
    case 'string':
      if (!node.namedChildren.some(({ type }) => type === 'interpolation')) return node.text.slice(1, -1);
      evaluateAll();
      return `[format(${node.text})]`;
    case 'identifier':
      if (!declared.has(node.text)) throw new BicepError(node, `${node.text} is not declared`);
      return declared.get(node.text);
    case 'ternary_expression': {
      // The other branch is the one without anything.
      const [, , value] = evaluateAll();
      return value;
    }
    case 'call_expression':
      return call(node, declared);
    case 'property_identifier':
    case 'string_content':
      return node.text;
    default:
      evaluateAll();
      return `[${node.text}]`;
  }
}

/** Functions of Bicep that are used here; what they make of what is known. */
const FUNCTIONS: Readonly<Record<string, (values: readonly unknown[], text: string) => unknown>> = {
  concat: (values) => values.flat(),
  json: ([text]): unknown => JSON.parse(String(text)),
  empty: (_, text) => `[${text}]`,
  resourceGroup: (_, text) => `[${text}]`,
};

function call(node: Node, declared: Declared): unknown {
  const name = node.childForFieldName('function');
  const values = node.childForFieldName('arguments')?.namedChildren.map((child) => evaluate(child, declared));
  if (name?.type === 'member_expression') return `[${node.text}]`;
  const known = FUNCTIONS[name?.text ?? ''];
  if (!known) throw new BicepError(node, `${name?.text} is no function that is known here`);
  return known(values ?? [], node.text);
}
