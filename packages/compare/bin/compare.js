#!/usr/bin/env node
/** `compare`: see `compare --help`. */
import '../dist/main.js';
