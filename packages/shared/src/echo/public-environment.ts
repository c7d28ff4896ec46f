import type { Environment } from '../config/environment.ts';
import { isSecretName } from '../config/problem.ts';

/** What `GET /info` shows of the environment: `APP_*`, `PORT` and `HOSTNAME`, and of those nothing that looks like a secret. */
export function publicEnvironment(env: Environment): Record<string, string> {
  const shown: Record<string, string> = {};
  for (const [name, value] of Object.entries(env).toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    if (value === undefined || isSecretName(name)) continue;
    if (name.startsWith('APP_') || name === 'PORT' || name === 'HOSTNAME') shown[name] = value;
  }
  return shown;
}
