import { Finding } from '@echo-twins/doctor/finding';
import { describe, expect } from '@jest/globals';
import * as z from 'zod';
import { eventually } from '../src/eventually.ts';
import { openProject, type Project } from '../src/project.ts';
import { scenario, setStage } from '../src/stage.ts';

const stage = setStage();

/** What `npm run doctor` finds wrong. */
async function problems(project: Project): Promise<Finding[]> {
  const findings = await project.sh('node packages/doctor/dist/main.js --json || [ $? = 1 ]');
  return z
    .array(Finding)
    .parse(JSON.parse(findings))
    .filter(({ status }) => status === 'problem');
}

/** Waits until a problem is found whose subject begins so, types its command, and waits until no problem is left. */
async function mend(project: Project, subject: string): Promise<Finding> {
  const found = await eventually(async () => {
    const problem = (await problems(project)).find((finding) => finding.subject.startsWith(subject));
    if (!problem) throw new Error(`no problem with ${subject}`);
    return problem;
  });
  await project.sh(found.command ?? 'false');
  await eventually(async () => expect(await problems(project)).toEqual([]));
  return found;
}

describe('npm run doctor', () => {
  scenario(stage, 'finds nothing wrong with a project that is well', async () => {
    const project = await openProject(stage);
    await project.up('docker compose up -d');
    expect(await problems(project)).toEqual([]);
    await project.sh('docker compose down');
  });

  scenario(stage, 'finds a twin that was stopped, and its command starts it', async () => {
    const project = await openProject(stage);
    await project.up('docker compose up -d');
    await project.sh('docker compose stop express-echo');
    const found = await mend(project, 'container ');
    expect(found.message).toContain('is exited, with exit code 0');
    await project.sh('docker compose down');
  });

  scenario(stage, 'finds a twin that is off the network, and its command puts it back', async () => {
    const project = await openProject(stage);
    await project.up('docker compose up -d');
    const [twin] = await project.replicas('express-echo');
    await project.sh(`docker network disconnect "$COMPOSE_PROJECT_NAME"_echo-network ${twin}`);
    const found = await mend(project, 'name express-echo in ');
    expect(found.command).toMatch(/^docker network connect --alias express-echo /u);
    await project.sh('docker compose down');
  });

  scenario(stage, 'finds a service that does not answer, as the others see it', async () => {
    const project = await openProject(stage);
    await project.up('docker compose up -d');
    await project.sh('docker compose pause fastify-echo');
    await eventually(async () => {
      const found = await problems(project);
      expect(found.map(({ subject }) => subject)).toContainEqual(
        expect.stringMatching(/^service fastify-echo in /u),
      );
      expect(found.map(({ subject }) => subject)).toContainEqual('pool fastify-echo');
    });
    expect((await mend(project, 'container ')).message).toBe('is paused');
    await project.sh('docker compose down');
  });
});
