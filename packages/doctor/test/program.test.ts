import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import * as z from 'zod';
import { Finding } from '../src/finding.ts';

const MAIN = fileURLToPath(new URL('../dist/main.js', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'doctor-'));
afterAll(() => rmSync(folder, { recursive: true }));

interface Ran {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the doctor on a machine whose `docker` is this script; without one there is none. */
function doctor(args: readonly string[], docker = '', variables: Record<string, string> = {}): Ran {
  const path = mkdtempSync(join(folder, 'path-'));
  if (docker) {
    writeFileSync(join(path, 'docker'), `#!/bin/sh\n${docker}\n`);
    chmodSync(join(path, 'docker'), 0o755);
  }
  const env = { PATH: `${path}:${dirname(process.execPath)}:/bin`, ...FREE, ...variables };
  const shown = docker ? env : { ...env, PATH: path };
  return spawnSync(process.execPath, [MAIN, ...args], { env: shown, encoding: 'utf8' });
}

function findings(ran: Ran): Finding[] {
  return z.array(Finding).parse(JSON.parse(ran.stdout));
}

const FREE: Record<string, string> = {};
beforeAll(async () => {
  for (const name of ['GATEWAY_PORT', 'EXPRESS_PORT', 'FASTIFY_PORT', 'ADMIN_PORT'])
    FREE[name] = String(await freePort());
});

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer();
    server.listen(0, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

describe('npm run doctor', () => {
  it('explains itself', () => {
    const { status, stdout } = doctor(['--help']);
    expect(status).toBe(0);
    expect(stdout).toContain('Usage: npm run doctor');
  });

  it.each([[['--jsn']], [['everything']]])('refuses %j', (args) => {
    const { status, stderr } = doctor(args);
    expect(status).toBe(2);
    expect(stderr).toMatch(/^doctor: .*\n\nUsage/u);
  });

  it('refuses a port that is none, as the services do', () => {
    const { status, stderr } = doctor([], '', { GATEWAY_PORT: 'http' });
    expect(status).toBe(2);
    expect(stderr).toMatch(/^GATEWAY_PORT="http" cannot be used: expected /u);
  });

  it('is content without an engine, and says how to get one', () => {
    const ran = doctor(['--json']);
    expect(findings(ran)).toContainEqual(
      expect.objectContaining({
        status: 'warning',
        subject: 'engine',
        message: 'there is no docker; npm start needs none',
      }),
    );
    expect(ran.status).toBe(findings(ran).some(({ status }) => status === 'problem') ? 1 : 0);
  });

  it.each([
    [
      'permission denied while trying to connect to the Docker daemon socket',
      'sudo usermod -aG docker "$USER"',
    ],
    ['Cannot connect to the Docker daemon at unix:///var/run/docker.sock.', 'sudo systemctl start docker'],
  ])('finds an engine that says: %s', (complaint, command) => {
    const ran = doctor(['--json'], `echo '${complaint}' >&2; exit 1`);
    const engine = findings(ran).find(({ subject }) => subject === 'engine');
    expect(engine).toMatchObject({ status: 'problem' });
    expect(engine?.command).toContain(command);
    expect(ran.status).toBe(1);
  });

  it('finds that compose is missing', () => {
    const ran = doctor(['--json'], 'case $1 in version) echo 27.0.0;; *) exit 1;; esac');
    expect(findings(ran)).toContainEqual(expect.objectContaining({ status: 'problem', subject: 'compose' }));
  });

  it('writes one line a finding for a person, and the command below', () => {
    const { stdout } = doctor([], "echo 'Cannot connect to the Docker daemon' >&2; exit 1");
    expect(stdout).toContain(
      '  ✗ engine: does not answer: Cannot connect to the Docker daemon\n      sudo systemctl start docker\n',
    );
    expect(stdout).toMatch(/\n\n\d+ problems?, \d+ warnings?\n$/u);
  });
});
