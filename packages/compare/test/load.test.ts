import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, describe, expect, it } from '@jest/globals';
import { freePort } from '../src/lanes/free-port.ts';
import { PACKAGE_ROOT } from '../src/lanes/package-root.ts';

const COMMAND = join(PACKAGE_ROOT, 'bin', 'compare.js');
const root = mkdtempSync(join(tmpdir(), 'load-'));
const servers: Server[] = [];

/** Windows of a moment: what is tested here are words, files and exit codes, not figures. */
const SMALL = ['--pairs', '2', '--seconds', '0.1', '--warm', '0.1', '--connections', '2', '--rate', '5'];

afterAll(() => {
  for (const server of servers) server.closeAllConnections();
  for (const server of servers) server.close();
  rmSync(root, { recursive: true });
});

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
}

function start(...argv: string[]): ChildProcess {
  return spawn(process.execPath, [COMMAND, ...argv], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
}

async function ended(child: ChildProcess): Promise<{ code: number | null; out: string; err: string }> {
  let [out, err] = ['', ''];
  child.stdout?.on('data', (text: Buffer) => (out += text.toString()));
  child.stderr?.on('data', (text: Buffer) => (err += text.toString()));
  await once(child, 'close');
  return { code: child.exitCode, out, err };
}

const compare = (...argv: string[]) => ended(start(...argv));
const good: RequestListener = (_request, response) => void response.end('{"ok":true}');

async function twoTargets(left: RequestListener, right: RequestListener = good): Promise<string[]> {
  return ['--workloads', 'root', '--target', `a=${await serve(left)}`, '--target', `b=${await serve(right)}`];
}

function lines(file: string): string[] {
  return existsSync(file) ? readFileSync(file, 'utf8').split('\n').slice(0, -1) : [];
}

describe('compare load', () => {
  it('keeps finished blocks when it is interrupted, goes on with --resume, and makes the same reports again', async () => {
    const folder = join(root, 'run');
    const targets = await twoTargets(good);
    const child = start('load', ...SMALL, ...targets, '--out', folder);
    const end = ended(child);
    while (lines(join(folder, 'blocks.jsonl')).length === 0 && child.exitCode === null) await sleep(20);
    child.kill('SIGINT');
    const interrupted = await end;
    expect(interrupted.code).toBe(130);
    expect(interrupted.err).toContain(`go on with compare load --resume ${folder}`);
    const kept = lines(join(folder, 'blocks.jsonl'));
    expect(kept.length).toBeGreaterThanOrEqual(1);
    expect(kept.length).toBeLessThan(8);
    expect(readFileSync(join(folder, 'report.html'), 'utf8')).toContain('Incomplete');

    const resumed = await compare('load', '--resume', folder);
    expect(resumed.err).toContain(`${8 - kept.length} blocks, about`);
    expect(resumed.code).toBe(0);
    const all = lines(join(folder, 'blocks.jsonl'));
    expect(all).toHaveLength(8);
    expect(all.slice(0, kept.length)).toEqual(kept);
    expect(resumed.out).toContain('b beside a');

    const before = readFileSync(join(folder, 'report.html'), 'utf8');
    expect(before).not.toContain('Incomplete');
    expect((await compare('report', folder)).out).toBe(resumed.out);
    expect(readFileSync(join(folder, 'report.html'), 'utf8')).toBe(before);

    const others = [
      '--workloads',
      'root',
      '--target',
      `x=${await serve(good)}`,
      '--target',
      `y=${await serve(good)}`,
    ];
    const baseline = ['--against', join(folder, 'report.json'), '--out', join(root, 'others')];
    const unlike = await compare('load', ...SMALL, ...others, ...baseline);
    expect(unlike.err).toContain('--against: no workload of that run has a lane of this one');
    expect([unlike.code, existsSync(join(root, 'others', 'plan.json'))]).toEqual([2, false]);
  }, 180_000);

  it('has one line and exit code 2 for what it cannot measure', async () => {
    const nobody = `http://127.0.0.1:${await freePort()}`;
    let count = 0;
    const cases: [string[], string | RegExp][] = [
      [
        ['--workloads', 'root', '--target', `a=${nobody}`, '--target', `b=${await serve(good)}`],
        `nothing accepts connections at ${nobody}`,
      ],
      [
        await twoTargets((_request, response) => void response.writeHead(500).end()),
        'root is not measured on a: it answers 500 where 200 is expected',
      ],
      [
        await twoTargets((_request, response) => void response.end(`{"count":${(count += 1)}}`)),
        'root is not measured on a: it answers something else every time',
      ],
      [
        [...(await twoTargets(good)), '--rate', '900000'],
        /--rate 900000: beyond lane [ab], which answers root about/u,
      ],
      [['--lanes', 'express,koa'], 'there is no lane "koa": there are express, fastify, node'],
      [['--lanes', 'express@nine,fastify'], 'no Node is called "nine"'],
      [['--out', '/proc/nothing'], '/proc/nothing cannot be written'],
      [['--against', join(root, 'nothing.json')], 'there is no such file'],
    ];
    for (const [index, [argv, message]] of cases.entries()) {
      const { code, err } = await compare('load', '--out', join(root, `bad-${index}`), ...SMALL, ...argv);
      expect(err).toEqual(
        typeof message === 'string' ? expect.stringContaining(message) : expect.stringMatching(message),
      );
      expect(err).not.toContain('    at ');
      expect(code).toBe(2);
    }
    expect((await compare('report', root)).err).toContain('no run of `compare load` is there');
  }, 180_000);
});
