import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import * as z from 'zod';
import { close } from './closed-schema.ts';
import { type Manifest, nameOf } from './documents.ts';

const Schema = z.record(z.string(), z.unknown());
const Kinds = z.array(z.object({ group: z.string(), kind: z.string(), version: z.string() }));

/** The schemas of an API server, closed: a key that is not in them is an error. */
export class OpenApi {
  readonly #ajv = new Ajv({ strict: false, formats: FORMATS });
  readonly #references = new Map<string, string>();

  /**
   * @param file the `components.schemas` of an OpenAPI 3 document of Kubernetes, as JSON
   * @throws {Error} when it cannot be read
   */
  constructor(file: string) {
    const schemas = z.record(z.string(), Schema).parse(JSON.parse(readFileSync(file, 'utf8')));
    this.#ajv.addSchema({ $id: 'openapi', components: { schemas: close(schemas) } });
    for (const [name, schema] of Object.entries(schemas)) {
      for (const { group, kind, version } of Kinds.safeParse(schema['x-kubernetes-group-version-kind'])
        .data ?? [])
        this.#references.set(`${group && `${group}/`}${version} ${kind}`, name);
    }
  }

  /** What the schemas say against an object; `undefined` when they do not know its kind. */
  problems(manifest: Manifest): string[] | undefined {
    const name = this.#references.get(`${manifest.apiVersion} ${manifest.kind}`);
    if (!name) return undefined;
    const validate = this.#ajv.getSchema(`openapi#/components/schemas/${name}`);
    if (!validate) throw new Error(`no schema ${name}`);
    return validate(manifest)
      ? []
      : (validate.errors ?? []).map(
          ({ instancePath, message, params }) =>
            `${nameOf(manifest)}${instancePath}: ${message} ${JSON.stringify(params)}`,
        );
  }
}

/** Formats that say how a number is kept, not which ones there are. */
const FORMATS = Object.fromEntries(
  ['int32', 'int64', 'double', 'byte', 'date-time', 'int-or-string'].map((name) => [name, true] as const),
);
