import { describe, expect } from '@jest/globals';
import { IMAGES } from '../src/images.ts';
import { sh } from '../src/shell.ts';
import { scenario, setStage } from '../src/stage.ts';

const stage = setStage();
const BASE = 'debian:trixie-slim';
const MB = 1_000_000;

async function sizeOf(image: string): Promise<number> {
  return Number(await sh(`docker image inspect --format '{{.Size}}' ${image}`));
}

describe.each([
  ['express-echo', IMAGES.express],
  ['fastify-echo', IMAGES.fastify],
  ['gateway', IMAGES.gateway],
])('the image of %s', (app, image) => {
  scenario(stage, 'is at most 25 MB larger than node and its Debian base', async () => {
    await sh(`docker image inspect ${BASE} || docker pull ${BASE}`);
    const node = Number(await sh(`docker run --rm ${image} stat -c %s /usr/local/bin/node`));
    const added = (await sizeOf(image)) - (await sizeOf(BASE)) - node;
    expect(added).toBeLessThanOrEqual(25 * MB);
    expect(added).toBeGreaterThan(0);
  });

  scenario(stage, 'runs as an ordinary user who owns nothing in it', async () => {
    expect(await sh(`docker run --rm ${image} id -u`)).toBe('1000');
    expect(await sh(`docker image inspect --format '{{.Config.User}}' ${image}`)).toBe('1000:1000');
    expect(await sh(`docker run --rm ${image} find /app /usr/local -user 1000`)).toBe('');
  });

  scenario(stage, 'holds no package manager, no compiler and no test tool', async () => {
    const found = `for tool in npm npx yarn corepack tsc jest; do command -v $tool || true; done`;
    expect(await sh(`docker run --rm ${image} sh -c '${found}'`)).toBe('');
    const files = `find / -xdev ( -name npm -o -name typescript -o -name jest -o -name '*.d.ts' ) -path '*node_modules*'`;
    expect(await sh(`docker run --rm --user 0 ${image} ${files.replaceAll(/[()]/gu, String.raw`\$&`)}`)).toBe(
      '',
    );
  });

  scenario(stage, 'has only the program that it runs, and the licences of what is in it', async () => {
    const found = await sh(`docker run --rm ${image} sh -c 'cd /app && ls -d * dist/* && cat package.json'`);
    expect(found).toMatch(/^dist\ndist\/chunks\ndist\/main\.js\ndist\/third-party\.txt\npackage\.json\n/u);
    expect(found).toContain(`"name": "@echo-twins/${app}"`);
    const licences = await sh(`docker run --rm ${image} cat dist/third-party.txt`);
    expect(licences).toMatch(/^zod \d\S+ \(MIT\)\n\nMIT License/mu);
  });

  scenario(stage, 'says what it is', async () => {
    const labels = await sh(`docker image inspect --format '{{json .Config.Labels}}' ${image}`);
    expect(JSON.parse(labels)).toMatchObject({
      'org.opencontainers.image.title': app,
      'org.opencontainers.image.version': '1.0.0',
      'org.opencontainers.image.licenses': 'MIT',
    });
  });
});
