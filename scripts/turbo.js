#!/usr/bin/env node
/** Runs turbo with its telemetry switched off: `node scripts/turbo.js run test`. */
import { runTurbo } from './setup/build.js';

process.exitCode = await runTurbo(process.argv.slice(2));
