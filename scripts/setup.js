#!/usr/bin/env node
/** Installs and builds what is missing: `node scripts/setup.js`. Needs Node and npm, nothing else. */
import { prepare } from './setup/prepare.js';

await prepare();
