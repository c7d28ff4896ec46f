import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { BUILD_TIMEOUT } from '../src/images.ts';
import { commandBlocks } from '../src/markdown.ts';
import { Podman } from '../src/podman.ts';
import { openProject } from '../src/project.ts';
import { ROOT } from '../src/shell.ts';
import { scenario, setStage } from '../src/stage.ts';
import { Tool } from '../src/tool.ts';

const stage = setStage();
const page = (name: string): string => readFileSync(join(ROOT, 'docs/guide', name), 'utf8');

describe('the page of Kubernetes', () => {
  const kubectl = new Tool('kubernetes-client');
  beforeAll(() => kubectl.build(), BUILD_TIMEOUT);

  it('shows what kubectl can do without a cluster', async () => {
    const blocks = commandBlocks(page('kubernetes.md'), 'kubectl');
    expect(blocks).toHaveLength(1);
    for (const commands of blocks) expect(await kubectl.run(commands)).toContain('kind: Deployment');
  });

  it('shows what podman makes of the pods', async () => {
    const podman = await Podman.open();
    const blocks = commandBlocks(page('kubernetes.md'), 'podman');
    expect(blocks).toHaveLength(2);
    for (const commands of blocks) expect(await podman.alone(commands)).toContain('Echo API');
    await podman.close();
  });
});

describe('the page of troubleshooting', () => {
  scenario(stage, 'shows commands that work', async () => {
    const blocks = commandBlocks(page('troubleshooting.md'));
    expect(blocks.length).toBeGreaterThan(4);
    const project = await openProject(stage);
    await project.up('docker compose up -d');
    for (const commands of blocks) await project.sh(commands);
    await project.sh('docker compose down');
  });
});
