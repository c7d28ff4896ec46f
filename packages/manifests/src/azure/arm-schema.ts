import { readFileSync } from 'node:fs';
import { Ajv, type ValidateFunction } from 'ajv';
import * as z from 'zod';
import { close } from '../closed-schema.ts';

const Node = z.record(z.string(), z.unknown());
const Provider = z.looseObject({ resourceDefinitions: z.record(z.string(), Node), definitions: Node });

/** Azure's schema of one kind of resource, closed: a key that is not in it is an error. */
export class ArmSchema {
  readonly #validate: ValidateFunction;

  /**
   * @param file a schema of Azure/azure-resource-manager-schemas
   * @param resource a key of its `resourceDefinitions`, such as `containerGroups`
   * @throws {Error} when it cannot be read, or does not know the resource
   */
  constructor(file: string, resource: string) {
    const { resourceDefinitions, definitions } = Provider.parse(JSON.parse(readFileSync(file, 'utf8')));
    const definition = resourceDefinitions[resource];
    if (!definition) throw new Error(`${file} does not know ${resource}`);
    const schema = z.record(z.string(), z.unknown()).parse(close(mended({ ...definition, definitions })));
    this.#validate = new Ajv({ strict: false }).compile(schema);
  }

  /** What the schema says against a resource. */
  problems(resource: unknown): string[] {
    if (this.#validate(resource)) return [];
    const errors = this.#validate.errors ?? [];
    return errors.map(
      ({ instancePath, message, params }) => `${instancePath}: ${message} ${JSON.stringify(params)}`,
    );
  }
}

/** An expression of a template stands where a value does. */
const EXPRESSION = { type: 'string', pattern: String.raw`^\[` };
/** Typed as integers, although half a core and half a GiB are asked for everywhere. */
const FRACTIONS = ['cpu', 'memoryInGB'];

function mended(node: unknown, key = ''): unknown {
  if (Array.isArray(node)) return node.map((item) => mended(item, key));
  const { data } = Node.safeParse(node);
  if (!data) return node;
  if (typeof data['$ref'] === 'string' && !data['$ref'].startsWith('#')) return EXPRESSION;
  if (data['type'] === 'integer' && FRACTIONS.includes(key)) return { ...data, type: 'number' };
  return Object.fromEntries(
    Object.entries(data).map(([name, value]) => [
      name,
      mended(value, ['oneOf', 'items'].includes(name) ? key : name),
    ]),
  );
}
