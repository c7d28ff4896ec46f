import { type Manifest, readManifests } from '@echo-twins/manifests/documents';
import { readKustomizations } from '@echo-twins/manifests/kustomization';
import { OpenApi } from '@echo-twins/manifests/openapi';
import { review } from '@echo-twins/manifests/review';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { BUILD_TIMEOUT } from '../src/images.ts';
import { Tool } from '../src/tool.ts';

const kubectl = new Tool('kubernetes-client');
beforeAll(() => kubectl.build(), BUILD_TIMEOUT);

const kustomizations = readKustomizations();
const overlays = kustomizations.filter(({ kind }) => kind === 'Kustomization').map(({ folder }) => folder);
const components = kustomizations.filter(({ kind }) => kind === 'Component').map(({ folder }) => folder);
const schemas = process.env['KUBERNETES_OPENAPI'];
const openApi = schemas ? new OpenApi(schemas) : undefined;

async function build(folder: string): Promise<readonly Manifest[]> {
  return readManifests(await kubectl.run(`kubectl kustomize deploy/kubernetes/${folder}`));
}

/** What `kubectl kustomize` makes of the local overlay with components. */
async function buildWith(added: readonly string[]): Promise<readonly Manifest[]> {
  const root = '../../echo-twins/deploy/kubernetes';
  const text = [
    'apiVersion: kustomize.config.k8s.io/v1beta1',
    'kind: Kustomization',
    `resources: [${root}/overlays/local]`,
    `components: [${added.map((folder) => `${root}/${folder}`).join(', ')}]`,
  ].join('\\n');
  const script = `mkdir /tmp/together; printf "${text}" > /tmp/together/kustomization.yaml; kubectl kustomize /tmp/together`;
  return readManifests(await kubectl.run(script));
}

async function problems(manifests: readonly Manifest[]): Promise<string[]> {
  return [
    ...(await review(manifests)),
    ...manifests.flatMap((manifest) => openApi?.problems(manifest) ?? []),
  ];
}

describe('kubectl kustomize', () => {
  it.each(overlays)('builds %s, and nothing can be said against it', async (folder) => {
    const manifests = await build(folder);
    expect(manifests.length).toBeGreaterThan(0);
    expect(await problems(manifests)).toEqual([]);
  });

  it.each(components)('adds %s, and nothing can be said against it', async (folder) => {
    const manifests = await buildWith([folder]);
    expect(manifests.length).toBeGreaterThan((await build('overlays/local')).length);
    expect(await problems(manifests)).toEqual([]);
  });

  it('adds all components at once', async () => {
    expect(await problems(await buildWith(components))).toEqual([]);
  });
});
