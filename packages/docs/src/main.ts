import { readFileSync, writeFileSync } from 'node:fs';
import { currentReadme, README } from './readme.ts';

const before = readFileSync(README, 'utf8');
const after = currentReadme(before);
if (after !== before) writeFileSync(README, after);
console.log(after === before ? 'README.md is current' : 'README.md has been written');
