import { createHash } from 'node:crypto';
import { ROOT, sh, type Variables } from './shell.ts';

const REGISTRY_NAME = 'container-tests';
/** Of this clone: another one on the same machine tests its own images. */
const TAG = createHash('sha256').update(ROOT).digest('hex').slice(0, 12);

/** Makes compose use the images under test. */
export const IMAGE_VARIABLES: Variables = { REGISTRY_NAME, TAG };

/** The images under test. */
export const IMAGES = {
  express: `${REGISTRY_NAME}/express-echo:${TAG}`,
  fastify: `${REGISTRY_NAME}/fastify-echo:${TAG}`,
  gateway: `${REGISTRY_NAME}/gateway:${TAG}`,
} as const;

/** How long building from nothing may take, in milliseconds. */
export const BUILD_TIMEOUT = 600_000;

/**
 * Builds the images under test, as compose does; quick when nothing has changed since. One after the other: the builder of
 * engine 20.10 can fail when builds that share stages run at once (moby/moby#42414).
 */
export async function buildImages(): Promise<void> {
  for (const service of ['express-echo', 'fastify-echo', 'gateway']) {
    await sh(`docker compose build --quiet ${service}`, IMAGE_VARIABLES, BUILD_TIMEOUT);
  }
}
