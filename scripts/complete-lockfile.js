#!/usr/bin/env node
/**
 * Completes package-lock.json with the binaries of other platforms.
 *
 * Native tools (turbo, swc, oxlint, TypeScript …) name one optional package a platform. A registry mirror
 * may lack some of them; npm then writes a lockfile without them, and `npm ci` fails everywhere with
 * "Missing: … from lock file". Run after each install that adds or updates such a tool: `npm run lockfile`.
 */
import { readFileSync, writeFileSync } from 'node:fs';

const FILE = new URL('../package-lock.json', import.meta.url);
const OS = [
  'aix',
  'android',
  'darwin',
  'freebsd',
  'linux',
  'netbsd',
  'openbsd',
  'openharmony',
  'sunos',
  'win32',
];
const CPU = ['arm', 'arm64', 'ia32', 'loong64', 'mips64el', 'ppc64', 'riscv64', 's390x', 'x64', 'wasm32'];
const CPU_ALIASES = { armv7: 'arm', 64: 'x64', loongarch64: 'loong64', ppc64le: 'ppc64', ppc: 'ppc64' };
const OS_ALIASES = { windows: 'win32' };

/** What a platform package's name says of the systems it is for. */
function platformOf(name) {
  const words = name.split(/[/_.-]/u);
  const os = words.map((word) => OS_ALIASES[word] ?? word).find((word) => OS.includes(word));
  const cpu = words.map((word) => CPU_ALIASES[word] ?? word).find((word) => CPU.includes(word));
  return { ...(os && { os: [os] }), ...(cpu && { cpu: [cpu] }) };
}

const lock = JSON.parse(readFileSync(FILE, 'utf8'));
const added = [];
for (const [path, entry] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    const resolved = [`${path}/node_modules/${name}`, `node_modules/${name}`];
    if (resolved.some((key) => key in lock.packages)) continue;
    if (!/^\d/u.test(version)) continue;
    const platform = platformOf(name);
    if (!platform.os && !platform.cpu) continue;
    lock.packages[`node_modules/${name}`] = {
      version,
      ...(entry.dev && { dev: true }),
      license: entry.license,
      optional: true,
      ...platform,
    };
    added.push(`${name}@${version}`);
  }
}
lock.packages = Object.fromEntries(Object.entries(lock.packages).toSorted(([a], [b]) => (a < b ? -1 : 1)));
writeFileSync(FILE, `${JSON.stringify(lock, null, 2)}\n`);
console.log(
  added.length === 0 ? 'package-lock.json is complete' : `added ${added.length}: ${added.join(', ')}`,
);
