import { InfoAnswer } from '@echo-twins/shared/contract/answers';
import { beforeAll, describe, expect } from '@jest/globals';
import { eventually } from '../src/eventually.ts';
import { BUILD_TIMEOUT } from '../src/images.ts';
import { openProject, type Project } from '../src/project.ts';
import { scenario, setStage } from '../src/stage.ts';
import { Traffic } from '../src/traffic.ts';

const stage = setStage();
let project: Project;

beforeAll(async () => {
  project = await openProject(stage);
  await project.up('docker compose up -d');
}, BUILD_TIMEOUT);

/** A client that keeps requesting while something is done; each of its requests must be answered. */
async function whileRequesting(steps: () => Promise<void>): Promise<void> {
  const traffic = new Traffic([
    { method: 'GET', url: `${project.url}/flask/info` },
    { method: 'POST', url: `${project.url}/flask/echo` },
  ]);
  await traffic.more(20);
  await steps();
  await traffic.more(20);
  const exchanges = await traffic.stop();
  expect(exchanges.filter(({ status }) => status !== 200)).toEqual([]);
}

/** The host names that answer so many requests. */
async function whoAnswers(times: number): Promise<string[]> {
  const answers = await project.lines(
    `for i in $(seq ${times}); do curl -fsS localhost:$GATEWAY_PORT/flask/info; echo; done`,
  );
  return answers.map((answer) => InfoAnswer.parse(JSON.parse(answer)).container.hostname);
}

/** Waits until these replicas answer, and no other. */
async function answerWithin5s(replicas: readonly string[]): Promise<void> {
  await eventually(async () => {
    expect(new Set(await whoAnswers(6))).toEqual(new Set(replicas));
  }, 5000);
}

describe('docker compose up --scale', () => {
  scenario(stage, 'adds replicas, which answer within 5 seconds', async () => {
    await whileRequesting(async () => {
      await project.sh('docker compose up -d --scale express-echo=3');
      const replicas = await project.replicas('express-echo');
      expect(replicas).toHaveLength(3);
      await answerWithin5s(replicas);
    });
  });

  scenario(stage, 'spreads requests evenly over them', async () => {
    const answered = await whoAnswers(30);
    for (const replica of await project.replicas('express-echo')) {
      expect(answered.filter((name) => name === replica)).toHaveLength(10);
    }
  });

  scenario(stage, 'goes back to one replica without an error', async () => {
    await whileRequesting(async () => {
      await project.sh('docker compose up -d --scale express-echo=1');
      const replicas = await project.replicas('express-echo');
      expect(replicas).toHaveLength(1);
      await answerWithin5s(replicas);
    });
  });
});
