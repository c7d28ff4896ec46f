import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { isFree } from '../src/free-port.ts';
import { commandBlocks } from '../src/markdown.ts';
import { openProject } from '../src/project.ts';
import { ROOT } from '../src/shell.ts';
import { scenario, setStage } from '../src/stage.ts';

const stage = setStage();
const blocks = commandBlocks(readFileSync(join(ROOT, 'README.md'), 'utf8'));
/** An answer of 400 or more is a failure. */
const STRICT = 'curl() { command curl -f "$@"; }';

describe('the README', () => {
  it('shows commands for containers', () => {
    expect(blocks).not.toEqual([]);
  });

  blocks.forEach((commands, index) => {
    scenario(stage, `does not promise too much in block ${index + 1}`, async () => {
      const project = await openProject(stage);
      // As written, where port 80 is free; elsewhere as the README says for that case.
      if (await isFree(80)) await project.sh(`${STRICT}\nexport GATEWAY_PORT=80\n${commands}`);
      else
        await project.sh(
          `${STRICT}\n${commands.replaceAll(/(?<= |\/\/)localhost\//gu, 'localhost:$GATEWAY_PORT/')}`,
        );
    });
  });
});
