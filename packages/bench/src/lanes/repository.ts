import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The repository's root; this file is two folders below the package, built or not. */
const ROOT = new URL('../../../../', import.meta.url);

/** A built program of the repository that is not there. */
class NotBuiltError extends Error {
  readonly code = 'NOT_BUILT';

  constructor(path: string) {
    super(`${path} is missing: run \`npm run build\` first`);
    this.name = 'NotBuiltError';
  }
}

/**
 * The path of a built app's program.
 *
 * @throws {NotBuiltError} when it has not been built
 */
export function appProgram(app: string): string {
  return built(`apps/${app}/dist/main.js`);
}

/**
 * The path of one of this package's own servers.
 *
 * @throws {NotBuiltError} when it has not been built
 */
export function ownServer(name: string): string {
  return built(`packages/bench/dist/servers/${name}.js`);
}

function built(path: string): string {
  const file = fileURLToPath(new URL(path, ROOT));
  if (!existsSync(file)) throw new NotBuiltError(path);
  return file;
}
