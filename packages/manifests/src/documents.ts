import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseAllDocuments } from 'yaml';
import * as z from 'zod';

/** Where the manifests are. */
export const KUBERNETES = fileURLToPath(new URL('../../../deploy/kubernetes/', import.meta.url));

/** One object of the Kubernetes API. Its other fields are unknown until a check has looked at them. */
export const Manifest = z.looseObject({
  apiVersion: z.string().min(1),
  kind: z.string().min(1),
  metadata: z.looseObject({
    name: z.string().regex(/^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/u),
    namespace: z.string().optional(),
    labels: z.record(z.string(), z.string()).default({}),
  }),
});

/** See {@link Manifest}. */
export type Manifest = z.infer<typeof Manifest>;

/** What messages call an object: `Deployment gateway`. */
export function nameOf({ kind, metadata }: Manifest): string {
  return `${kind} ${metadata.name}`;
}

/**
 * The documents of a YAML text.
 *
 * @throws {Error} when it is not YAML, or a key is there twice
 */
export function readDocuments(yaml: string): unknown[] {
  return [parseAllDocuments(yaml, { merge: true })].flat().map((document) => {
    const [error] = document.errors;
    if (error) throw error;
    const tree: unknown = document.toJS();
    return tree;
  });
}

/**
 * The objects of a YAML text.
 *
 * @throws {z.ZodError} when one of them has no kind or name
 */
export function readManifests(yaml: string): Manifest[] {
  return readDocuments(yaml)
    .filter((document) => document !== null)
    .map((document) => Manifest.parse(document));
}

/** The YAML files below the manifests' folder, as paths from it. */
export function yamlFiles(): string[] {
  return readdirSync(KUBERNETES, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.ya?ml$/u.test(path))
    .toSorted();
}

/** The text of one of {@link yamlFiles}. */
export function readYaml(path: string): string {
  return readFileSync(`${KUBERNETES}${path}`, 'utf8');
}
