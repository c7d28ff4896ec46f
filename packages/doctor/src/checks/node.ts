import { type Finding, ok, problem } from '../finding.ts';

/** The oldest Node that the repository runs on. */
const OLDEST = [20, 19] as const;

/**
 * Whether this Node is new enough.
 *
 * @param version such as `v20.19.0`
 */
export function checkNode(version: string): Finding {
  const [major = 0, minor = 0] = version.replace(/^v/u, '').split('.').map(Number);
  const enough = major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1]);
  const name = 'Node';
  return enough
    ? ok(name, `${version} is new enough`)
    : problem(
        name,
        `${version} is too old: at least ${OLDEST.join('.')} is needed`,
        'nvm install   # or https://nodejs.org',
      );
}
