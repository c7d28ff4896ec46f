import * as z from 'zod';
import type { Manifest } from './documents.ts';
import type { Pod } from './pods.ts';
import { type Labels, Selector, selects } from './selectors.ts';

const Peer = z.strictObject({ podSelector: Selector.optional(), namespaceSelector: Selector.optional() });
const Port = z.strictObject({
  protocol: z.enum(['TCP', 'UDP']).default('TCP'),
  port: z.union([z.string(), z.int()]).optional(),
});
const Ports = z.array(Port).default([]);
const Peers = z.array(Peer).default([]);
const Policy = z.looseObject({
  spec: z.strictObject({
    podSelector: Selector,
    policyTypes: z.array(z.enum(['Ingress', 'Egress'])),
    ingress: z.array(z.strictObject({ from: Peers, ports: Ports })).default([]),
    egress: z.array(z.strictObject({ to: Peers, ports: Ports })).default([]),
  }),
});

/** Somebody who could connect, or be connected to: a pod of the namespace, or of another one. */
export interface Party {
  readonly labels: Labels;
  /** The labels of its namespace, when that is another one. */
  readonly namespace?: Labels;
}

/** A port of a pod, by its number and the name that it has there. */
export interface Door {
  readonly port: number;
  readonly name?: string;
  readonly protocol?: 'TCP' | 'UDP';
}

/** What NetworkPolicies allow, as a network plugin that enforces them has it. */
export class Network {
  readonly #policies: readonly z.infer<typeof Policy>['spec'][];

  constructor(manifests: readonly Manifest[]) {
    const policies = manifests.filter(({ kind }) => kind === 'NetworkPolicy');
    this.#policies = policies.map((manifest) => Policy.parse(manifest).spec);
  }

  /** Whether one may connect to a port of the other. */
  allows(from: Party, to: Party, door: Door): boolean {
    return this.#allowsEgress(from, to, door) && this.#allowsIngress(from, to, door);
  }

  #allowsIngress(from: Party, to: Party, door: Door): boolean {
    const policies = this.#about(to, 'Ingress');
    if (policies.length === 0) return true;
    const rules = policies.flatMap(({ ingress }) => ingress);
    return rules.some((rule) => isAmong(rule.from, from) && opens(rule.ports, door));
  }

  #allowsEgress(from: Party, to: Party, door: Door): boolean {
    const policies = this.#about(from, 'Egress');
    if (policies.length === 0) return true;
    const rules = policies.flatMap(({ egress }) => egress);
    return rules.some((rule) => isAmong(rule.to, to) && opens(rule.ports, door));
  }

  #about(party: Party, type: 'Ingress' | 'Egress'): z.infer<typeof Policy>['spec'][] {
    if (party.namespace) return [];
    return this.#policies.filter(
      ({ podSelector, policyTypes }) => policyTypes.includes(type) && selects(podSelector, party.labels),
    );
  }
}

/** The party that a pod of the manifests is. */
export function partyOf({ labels }: Pick<Pod, 'labels'>): Party {
  return { labels };
}

function isAmong(peers: z.infer<typeof Peers>, party: Party): boolean {
  return peers.length === 0 || peers.some((peer) => isPeer(peer, party));
}

function isPeer({ podSelector, namespaceSelector }: z.infer<typeof Peer>, party: Party): boolean {
  if (podSelector && !selects(podSelector, party.labels)) return false;
  if (!namespaceSelector) return party.namespace === undefined;
  return selects(namespaceSelector, party.namespace ?? {});
}

function opens(ports: z.infer<typeof Ports>, door: Door): boolean {
  return (
    ports.length === 0 ||
    ports.some(
      ({ protocol, port }) =>
        protocol === (door.protocol ?? 'TCP') && [undefined, door.port, door.name].includes(port),
    )
  );
}
