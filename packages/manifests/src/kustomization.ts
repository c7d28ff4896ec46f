import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as z from 'zod';
import { KUBERNETES, readDocuments, readYaml, yamlFiles } from './documents.ts';

const Fields = {
  namespace: z.string().optional(),
  resources: z.array(z.string()).default([]),
  components: z.array(z.string()).default([]),
  labels: z
    .array(
      z.strictObject({ pairs: z.record(z.string(), z.string()), includeTemplates: z.boolean().optional() }),
    )
    .optional(),
  images: z.array(z.strictObject({ name: z.string(), newName: z.string(), newTag: z.string() })).optional(),
  patches: z
    .array(
      z.strictObject({
        path: z.string().optional(),
        patch: z.string().optional(),
        target: z.strictObject({ kind: z.string(), name: z.string().optional() }).optional(),
      }),
    )
    .default([]),
  configMapGenerator: z.array(z.strictObject({ name: z.string(), files: z.array(z.string()) })).default([]),
};
const Kustomization = z.discriminatedUnion('kind', [
  z.strictObject({
    apiVersion: z.literal('kustomize.config.k8s.io/v1beta1'),
    kind: z.literal('Kustomization'),
    ...Fields,
  }),
  z.strictObject({
    apiVersion: z.literal('kustomize.config.k8s.io/v1alpha1'),
    kind: z.literal('Component'),
    ...Fields,
  }),
]);

/** A folder that kustomize builds, or adds to another. */
export interface Kustomized {
  /** From the manifests' folder, such as `overlays/local`. */
  readonly folder: string;
  readonly kind: 'Kustomization' | 'Component';
  /** The files and folders that it names, as paths from the manifests' folder. */
  readonly resources: readonly string[];
  readonly patches: readonly string[];
  /** The files that it puts into ConfigMaps. */
  readonly data: readonly string[];
}

/**
 * The folders with a `kustomization.yaml`.
 *
 * @throws {z.ZodError} when one has a key that is not used here
 */
export function readKustomizations(): Kustomized[] {
  const files = yamlFiles().filter((path) => path.endsWith('kustomization.yaml'));
  return files.map((path) => {
    const folder = dirname(path);
    const { kind, resources, components, patches, configMapGenerator } = Kustomization.parse(
      readDocuments(readYaml(path))[0],
    );
    return {
      folder,
      kind,
      resources: [...resources, ...components].map((name) => join(folder, name)),
      data: configMapGenerator.flatMap(({ files }) => files.map((entry) => join(folder, fileOf(entry)))),
      patches: patches.flatMap((patch) => patch.path ?? []).map((name) => join(folder, name)),
    };
  });
}

/** Whether something that a kustomization names is there. */
export function isThere(path: string): boolean {
  return existsSync(join(KUBERNETES, path));
}

/** `key=file` or `file`. */
function fileOf(entry: string): string {
  return entry.split('=').at(-1) ?? entry;
}
