import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const SCRIPTS = fileURLToPath(new URL('../../../scripts', import.meta.url));

/** A tool that notes how it was called and ends as it is told to; npm and turbo in one. */
const TOOL = `
const { appendFileSync } = require('node:fs');
const [,, ...args] = process.argv;
appendFileSync('calls', args.slice(0, 2).join(' ') + '\\n');
console.log('@echo-twins/shared:build: cache miss, executing 1234');
process.exitCode = Number(process.env['FAIL_' + args[0]] ?? 0);
`;

/** How a run of the setup ended. */
export interface SetupRun {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** What it called, npm and turbo alike. */
  readonly calls: readonly string[];
}

/** A clone with one dependency, in a folder of its own, with tools in the place of npm and turbo. */
export class Clone {
  readonly #folder = mkdtempSync(join(tmpdir(), 'echo-twins-setup-'));

  constructor() {
    cpSync(SCRIPTS, join(this.#folder, 'scripts'), { recursive: true });
    this.#write('package.json', { type: 'module' });
    this.#write('npm/package.json', { type: 'commonjs' });
    this.#write('npm/npm-cli.js', TOOL);
    this.#write('node_modules/turbo/package.json', { main: './bin/turbo' });
    this.#write('node_modules/turbo/bin/turbo', TOOL);
  }

  /** What package-lock.json asks for. */
  locks(packages: Readonly<Record<string, object>>): void {
    this.#write('package-lock.json', { packages });
  }

  /** What npm has noted in node_modules. */
  installed(packages: Readonly<Record<string, object>>): void {
    this.#write('node_modules/.package-lock.json', { packages });
  }

  setUp(env: Readonly<Record<string, string>> = {}): SetupRun {
    const calls = join(this.#folder, 'calls');
    rmSync(calls, { force: true });
    const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/setup.js'], {
      cwd: this.#folder,
      env: { ...process.env, ...env, npm_execpath: join(this.#folder, 'npm/npm-cli.js') },
      encoding: 'utf8',
    });
    const made = existsSync(calls) ? readFileSync(calls, 'utf8').trim().split('\n') : [];
    return { status, stdout, stderr, calls: made };
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true });
  }

  #write(file: string, content: string | object): void {
    const path = join(this.#folder, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  }
}
