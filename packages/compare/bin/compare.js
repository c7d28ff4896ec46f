#!/usr/bin/env node
/** `compare`: see `compare --help`. */
try {
  await import('../dist/main.js');
} catch (error) {
  // Node reads modules many at a time, before the program could look at any limit.
  if (error.code !== 'EMFILE') throw error;
  console.error(
    'compare: a process may have too few files open for this program even to be read: ulimit -n 256',
  );
  process.exitCode = 2;
}
