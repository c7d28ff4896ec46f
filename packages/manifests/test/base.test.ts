import { describe, expect, it } from '@jest/globals';
import { EchoEnvironment } from '@echo-twins/shared/echo/environment';
import * as z from 'zod';
import { readManifests, readYaml, yamlFiles } from '../src/documents.ts';
import { type Door, Network, type Party, partyOf } from '../src/network.ts';
import { podsOf } from '../src/pods.ts';
import { brokenReferences } from '../src/references.ts';

const files = yamlFiles().filter((path) => path.startsWith('base/') && !path.endsWith('kustomization.yaml'));
const manifests = files.flatMap((path) => readManifests(readYaml(path)));
const SERVICES = ['express-echo', 'fastify-echo', 'gateway'];
/** All three services have these alike. */
const Draining = EchoEnvironment.pick({ DRAIN_DELAY: true, SHUTDOWN_TIMEOUT: true });
const Headless = z.object({ spec: z.object({ clusterIP: z.literal('None') }) });
const Updated = z.object({ spec: z.object({ strategy: z.unknown() }) });

function namesOf(kind: string): string[] {
  const found = manifests.filter((manifest) => manifest.kind === kind);
  return found.map(({ metadata }) => metadata.name).toSorted();
}

function podOf(name: string): ReturnType<typeof podsOf>[number] {
  const pod = podsOf(manifests).find(({ owner }) => owner === `Deployment ${name}`);
  if (!pod) throw new Error(`no pod ${name}`);
  return pod;
}

describe('the base', () => {
  it('has a Deployment, a disruption budget and an autoscaler for each service', () => {
    for (const kind of ['Deployment', 'PodDisruptionBudget', 'HorizontalPodAutoscaler'])
      expect(namesOf(kind)).toEqual(SERVICES);
  });

  it('has a headless Service for each twin, and the names of old', () => {
    const headless = manifests.filter((manifest) => Headless.safeParse(manifest).success);
    expect(headless.map(({ metadata }) => metadata.name).toSorted()).toEqual([
      'express-echo',
      'fastapi-echo',
      'fastapi-service',
      'fastify-echo',
      'flask-echo',
      'flask-service',
    ]);
  });

  it('names nothing that is not there', () => {
    expect(brokenReferences(manifests)).toEqual([]);
  });

  it('never has fewer pods than before while it updates', () => {
    const strategies = manifests.flatMap((manifest) => Updated.safeParse(manifest).data?.spec.strategy ?? []);
    expect(strategies).toEqual(SERVICES.map(() => ({ rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } })));
  });
});

describe.each(SERVICES)('%s', (name) => {
  const { spec } = podOf(name);
  const [container] = spec.containers;

  it('has time to be forgotten and to drain before it is killed', () => {
    const variables = Object.fromEntries((container?.env ?? []).map(({ name, value }) => [name, value]));
    const { DRAIN_DELAY, SHUTDOWN_TIMEOUT } = Draining.parse(variables);
    const preStop = container?.lifecycle?.preStop?.sleep?.seconds ?? 0;
    // DNS answers of a cluster live 5 s; the gateway asks each second.
    expect(preStop).toBeGreaterThan(6);
    const needed = preStop + Math.max(DRAIN_DELAY, SHUTDOWN_TIMEOUT) / 1000;
    expect(spec.terminationGracePeriodSeconds).toBeGreaterThanOrEqual(needed + 2);
  });

  it('is asked whether it lives and whether it is ready, each at its own path', () => {
    expect(container?.livenessProbe?.httpGet?.path).toBe('/livez');
    expect(container?.startupProbe?.httpGet?.path).toBe('/livez');
    expect(container?.readinessProbe?.httpGet?.path).toBe('/readyz');
    const ports = (container?.ports ?? []).map((port) => port.name);
    expect(ports).toContain(container?.readinessProbe?.httpGet?.port);
  });

  it('asks for what it needs, is bounded, and gets no token of the API server', () => {
    for (const resource of ['cpu', 'memory']) {
      expect(container?.resources?.requests).toHaveProperty(resource);
      expect(container?.resources?.limits).toHaveProperty(resource);
    }
    expect(spec.automountServiceAccountToken).toBe(false);
    expect(container?.securityContext?.readOnlyRootFilesystem).toBe(true);
  });
});

describe('the network', () => {
  const network = new Network(manifests);
  const gateway = partyOf(podOf('gateway'));
  const twins = [partyOf(podOf('express-echo')), partyOf(podOf('fastify-echo'))];
  const stranger: Party = { labels: { app: 'stranger' } };
  const outside: Party = { labels: {}, namespace: { 'kubernetes.io/metadata.name': 'elsewhere' } };
  const dns: Party = {
    labels: { 'k8s-app': 'kube-dns' },
    namespace: { 'kubernetes.io/metadata.name': 'kube-system' },
  };
  const http: Door = { port: 8080, name: 'http' };

  it('lets the gateway reach the twins, and nobody else', () => {
    for (const twin of twins) {
      expect(network.allows(gateway, twin, http)).toBe(true);
      for (const other of [...twins, stranger, outside])
        expect(network.allows(other, twin, http)).toBe(false);
    }
  });

  it('lets everybody reach the gateway, but not its admin listener', () => {
    for (const caller of [stranger, outside]) {
      expect(network.allows(caller, gateway, http)).toBe(true);
      expect(network.allows(caller, gateway, { port: 9901, name: 'admin' })).toBe(false);
    }
  });

  it('lets each of them ask for names, and go nowhere else', () => {
    for (const party of [gateway, ...twins]) {
      for (const protocol of ['UDP', 'TCP'] as const)
        expect(network.allows(party, dns, { port: 53, protocol })).toBe(true);
      expect(network.allows(party, outside, { port: 443 })).toBe(false);
      expect(network.allows(party, dns, { port: 443 })).toBe(false);
    }
  });
});
