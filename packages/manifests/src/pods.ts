import * as z from 'zod';
import { type Manifest, nameOf } from './documents.ts';

const Labels = z.record(z.string(), z.string()).default({});
const Port = z.looseObject({
  name: z.string().optional(),
  containerPort: z.int(),
  hostPort: z.int().optional(),
});
const SecurityContext = z.looseObject({
  runAsNonRoot: z.boolean().optional(),
  runAsUser: z.int().optional(),
  privileged: z.boolean().optional(),
  allowPrivilegeEscalation: z.boolean().optional(),
  readOnlyRootFilesystem: z.boolean().optional(),
  procMount: z.string().optional(),
  capabilities: z
    .looseObject({ add: z.array(z.string()).default([]), drop: z.array(z.string()).default([]) })
    .optional(),
  seccompProfile: z.looseObject({ type: z.string() }).optional(),
  sysctls: z.array(z.looseObject({ name: z.string() })).default([]),
});
const Probe = z.looseObject({
  httpGet: z
    .looseObject({ path: z.string(), port: z.union([z.string(), z.int()]), host: z.string().optional() })
    .optional(),
});
const Container = z.looseObject({
  name: z.string(),
  image: z.string(),
  ports: z.array(Port).default([]),
  env: z.array(z.looseObject({ name: z.string(), value: z.string().optional() })).default([]),
  resources: z
    .looseObject({
      requests: z.record(z.string(), z.string()).default({}),
      limits: z.record(z.string(), z.string()).default({}),
    })
    .optional(),
  securityContext: SecurityContext.optional(),
  startupProbe: Probe.optional(),
  livenessProbe: Probe.optional(),
  readinessProbe: Probe.optional(),
  lifecycle: z
    .looseObject({
      preStop: z.looseObject({ sleep: z.looseObject({ seconds: z.number() }).optional() }).optional(),
    })
    .optional(),
  volumeMounts: z.array(z.looseObject({ name: z.string(), mountPath: z.string() })).default([]),
});
const Volume = z.looseObject({ name: z.string() });
const Spec = z.looseObject({
  automountServiceAccountToken: z.boolean().optional(),
  terminationGracePeriodSeconds: z.number().default(30),
  hostNetwork: z.boolean().optional(),
  hostPID: z.boolean().optional(),
  hostIPC: z.boolean().optional(),
  securityContext: SecurityContext.optional(),
  containers: z.array(Container),
  initContainers: z.array(Container).default([]),
  volumes: z.array(Volume).default([]),
});
const Bare = z.object({ spec: Spec });
const Template = z.object({
  spec: z.object({ template: z.object({ metadata: z.object({ labels: Labels }), spec: Spec }) }),
});

/** A container of a pod, as far as the checks look at it. */
export type Container = z.infer<typeof Container>;

/** A pod, or the pods that a workload makes. */
export interface Pod {
  /** The object that makes it. */
  readonly owner: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly spec: z.infer<typeof Spec>;
}

/** The pods of some objects. */
export function podsOf(manifests: readonly Manifest[]): Pod[] {
  return manifests.flatMap((manifest): Pod[] => {
    const owner = nameOf(manifest);
    if (manifest.kind === 'Pod')
      return [{ owner, labels: manifest.metadata.labels, ...Bare.parse(manifest) }];
    if (!['Deployment', 'StatefulSet', 'DaemonSet', 'Job'].includes(manifest.kind)) return [];
    const { metadata, spec } = Template.parse(manifest).spec.template;
    return [{ owner, labels: metadata.labels, spec }];
  });
}

/** All containers of a pod, those that start before the others included. */
export function containersOf({ spec }: Pod): Container[] {
  return [...spec.initContainers, ...spec.containers];
}
