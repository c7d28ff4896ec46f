/**
 * Imported before everything else, so that an old Node ends with one clear line and not with a stack trace. It uses
 * only what old versions of Node understand.
 */
const OLDEST = [20, 19];

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1])) {
  console.error(
    `[setup] Node ${process.versions.node} is too old: Echo Twins needs Node ${OLDEST.join('.')} or later (https://nodejs.org).`,
  );
  process.exit(1);
}
