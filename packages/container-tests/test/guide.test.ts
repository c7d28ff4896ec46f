import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe } from '@jest/globals';
import { commandBlocks } from '../src/markdown.ts';
import { openProject } from '../src/project.ts';
import { ROOT } from '../src/shell.ts';
import { scenario, setStage } from '../src/stage.ts';

const stage = setStage();
const GUIDE = join(ROOT, 'docs/guide');
/** An answer of 400 or more is a failure. */
const STRICT = 'curl() { command curl -fsS "$@"; }';

/** Run elsewhere, on services that are up already. */
const OTHERS: readonly string[] = ['troubleshooting.md', 'kubernetes.md', 'azure.md'];
const pages = readdirSync(GUIDE).filter((name) => !OTHERS.includes(name));

describe.each(pages)('the guide, %s', (page) => {
  commandBlocks(readFileSync(join(GUIDE, page), 'utf8')).forEach((commands, index) => {
    scenario(stage, `does what block ${index + 1} says`, async () => {
      const project = await openProject(stage);
      // Port 80 may be taken here; a reader is told of GATEWAY_PORT for that case.
      await project.sh(`${STRICT}\n${commands.replaceAll('//localhost/', '//localhost:$GATEWAY_PORT/')}`);
    });
  });
});
