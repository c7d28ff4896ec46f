import * as z from 'zod';
import { type Manifest, nameOf } from './documents.ts';
import { type Pod, podsOf } from './pods.ts';
import { Selector, selects } from './selectors.ts';

const Service = z.object({
  spec: z.object({
    clusterIP: z.string().optional(),
    selector: z.record(z.string(), z.string()),
    ports: z.array(z.object({ port: z.int(), targetPort: z.union([z.string(), z.int()]).optional() })),
  }),
});
const Scaler = z.object({
  spec: z.object({ scaleTargetRef: z.object({ kind: z.string(), name: z.string() }) }),
});
const Selecting = z.object({ spec: z.object({ selector: Selector }) });
const Policy = z.object({ spec: z.object({ podSelector: Selector }) });
const Ingress = z.object({
  spec: z.object({
    rules: z.array(
      z.object({
        http: z.object({
          paths: z.array(z.object({ backend: z.object({ service: z.object({ name: z.string() }) }) })),
        }),
      }),
    ),
  }),
});
const Route = z.object({
  spec: z.object({
    parentRefs: z.array(z.object({ name: z.string() })),
    rules: z.array(z.object({ backendRefs: z.array(z.object({ name: z.string() })) })),
  }),
});

/** What objects name that is not there: a pod, a port, a service, a workload. A typo in a selector is no error to any server. */
export function brokenReferences(manifests: readonly Manifest[]): string[] {
  const pods = podsOf(manifests);
  return manifests.flatMap((manifest) =>
    (CHECKS[manifest.kind]?.(manifest, manifests, pods) ?? []).map(
      (problem) => `${nameOf(manifest)}: ${problem}`,
    ),
  );
}

type Check = (manifest: Manifest, manifests: readonly Manifest[], pods: readonly Pod[]) => string[];

const CHECKS: Readonly<Record<string, Check>> = {
  Service: (manifest, _, pods) => {
    const { selector, ports, clusterIP } = Service.parse(manifest).spec;
    const behind = pods.filter(({ labels }) =>
      selects({ matchLabels: selector, matchExpressions: [] }, labels),
    );
    if (behind.length === 0) return ['selects no pod'];
    return ports.flatMap(({ port, targetPort = port }) => {
      const numbers = behind.map((pod) => portOf(pod, targetPort));
      if (numbers.includes(undefined)) return [`no port ${targetPort} of the pods`];
      // The name of a headless service is the pods' own addresses: nobody translates the port.
      return clusterIP === 'None' && numbers.some((number) => number !== port)
        ? [`headless, but port ${port} is not the pods' own`]
        : [];
    });
  },
  Deployment: selectorMatchesTemplate,
  StatefulSet: selectorMatchesTemplate,
  HorizontalPodAutoscaler: (manifest, manifests) => {
    const { kind, name } = Scaler.parse(manifest).spec.scaleTargetRef;
    return missing(manifests, kind, name);
  },
  PodDisruptionBudget: (manifest, _, pods) => selectsSome(Selecting.parse(manifest).spec.selector, pods),
  NetworkPolicy: (manifest, _, pods) => selectsSome(Policy.parse(manifest).spec.podSelector, pods),
  Ingress: (manifest, manifests) =>
    Ingress.parse(manifest).spec.rules.flatMap(({ http }) =>
      http.paths.flatMap(({ backend }) => missing(manifests, 'Service', backend.service.name)),
    ),
  HTTPRoute: (manifest, manifests) => {
    const { parentRefs, rules } = Route.parse(manifest).spec;
    return [
      ...parentRefs.flatMap(({ name }) => missing(manifests, 'Gateway', name)),
      ...rules.flatMap(({ backendRefs }) =>
        backendRefs.flatMap(({ name }) => missing(manifests, 'Service', name)),
      ),
    ];
  },
};

function portOf({ spec }: Pod, port: string | number): number | undefined {
  const ports = spec.containers.flatMap((container) => container.ports);
  return ports.find(({ name, containerPort }) => [name, containerPort].includes(port))?.containerPort;
}

function missing(manifests: readonly Manifest[], kind: string, name: string): string[] {
  const there = manifests.some((manifest) => manifest.kind === kind && manifest.metadata.name === name);
  return there ? [] : [`there is no ${kind} ${name}`];
}

function selectsSome(selector: z.infer<typeof Selector>, pods: readonly Pod[]): string[] {
  return pods.some(({ labels }) => selects(selector, labels)) ? [] : ['selects no pod'];
}

function selectorMatchesTemplate(manifest: Manifest): string[] {
  return selectsSome(Selecting.parse(manifest).spec.selector, podsOf([manifest]));
}
