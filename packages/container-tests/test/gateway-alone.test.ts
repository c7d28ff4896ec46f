import { describe, expect } from '@jest/globals';
import { eventually } from '../src/eventually.ts';
import { openProject } from '../src/project.ts';
import { scenario, setStage } from '../src/stage.ts';

const stage = setStage();

describe('the gateway alone', () => {
  scenario(stage, 'starts, says 503 for a twin that is not there, and finds it when it comes', async () => {
    const project = await openProject(stage);
    await project.up('docker compose up -d --no-deps gateway');
    const status = (path: string): Promise<string> =>
      project.sh(`curl -s -o /dev/null -w '%{http_code}' localhost:$GATEWAY_PORT${path}`);
    expect(await status('/')).toBe('200');
    expect(await status('/flask/')).toBe('503');
    await project.sh('docker compose up -d express-echo');
    await eventually(async () => {
      expect(await status('/flask/')).toBe('200');
    }, 10_000);
    expect(await status('/fastapi/')).toBe('503');
  });
});
