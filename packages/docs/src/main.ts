import { readFileSync, writeFileSync } from 'node:fs';
import { currentReadme, README } from './readme.ts';

const args = process.argv.slice(2);
if (args.length > 0) {
  const asked = args[0] === '--help' || args[0] === '-h';
  (asked ? console.log : console.error)(
    'npm run docs takes no arguments: it writes the tables of README.md from the schemas.',
  );
  process.exit(asked ? 0 : 2);
}

const before = readFileSync(README, 'utf8');
const after = currentReadme(before);
if (after !== before) writeFileSync(README, after);
console.log(after === before ? 'README.md is current' : 'README.md has been written');
