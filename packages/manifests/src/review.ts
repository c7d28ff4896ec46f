import type { Manifest } from './documents.ts';
import { podSecurityProblems } from './pod-security.ts';
import { podsOf } from './pods.ts';
import { brokenReferences } from './references.ts';
import { typeErrors } from './type-check.ts';

/**
 * Everything that can be said against a set of objects that is to be applied together, without a cluster.
 *
 * @returns one line a problem; those of the types alone, when there are any
 */
export async function review(manifests: readonly Manifest[]): Promise<string[]> {
  const types = await typeErrors(manifests);
  if (types.length > 0) return types;
  return [...podsOf(manifests).flatMap(podSecurityProblems), ...brokenReferences(manifests)];
}
