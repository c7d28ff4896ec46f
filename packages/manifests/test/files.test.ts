import { describe, expect, it, test } from '@jest/globals';
import { readManifests, readYaml, yamlFiles } from '../src/documents.ts';
import { isThere, readKustomizations } from '../src/kustomization.ts';
import { OpenApi } from '../src/openapi.ts';
import { podSecurityProblems } from '../src/pod-security.ts';
import { podsOf } from '../src/pods.ts';
import { typeErrors } from '../src/type-check.ts';

const kustomizations = readKustomizations();
const others = kustomizations.flatMap(({ patches, data }) => [...patches, ...data]);
const files = yamlFiles().filter((path) => !path.endsWith('kustomization.yaml') && !others.includes(path));
const manifests = files.flatMap((path) => readManifests(readYaml(path)));

describe('the manifests, before kustomize has put them together', () => {
  it('name only files and folders that are there, and every file is named', () => {
    const named = [...kustomizations.flatMap(({ resources }) => resources), ...others];
    expect(named.filter((path) => !isThere(path))).toEqual([]);
    const single = files.filter((path) => path.startsWith('pods/'));
    expect(files.filter((path) => ![...named, ...single].includes(path))).toEqual([]);
  });

  it('have no key that the API does not know, and no value of another type', async () => {
    expect(manifests.length).toBeGreaterThan(20);
    expect(await typeErrors(manifests)).toEqual([]);
  });

  it('make pods that a namespace with the restricted profile takes', () => {
    expect(podsOf(manifests).flatMap(podSecurityProblems)).toEqual([]);
  });
});

const schemas = process.env['KUBERNETES_OPENAPI'];
if (schemas)
  test('the schemas of the API server know every key', () => {
    const openApi = new OpenApi(schemas);
    const known = manifests.filter(({ apiVersion }) => !apiVersion.startsWith('gateway.networking.k8s.io/'));
    expect(
      known.flatMap((manifest) => openApi.problems(manifest) ?? [`${manifest.kind} is unknown`]),
    ).toEqual([]);
  });
