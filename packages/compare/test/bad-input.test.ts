import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from '@jest/globals';
import { Interruption } from '../src/cli/interruption.ts';
import { program } from '../src/cli/program.ts';
import { Fleet } from '../src/lanes/child.ts';
import { PACKAGE_ROOT } from '../src/lanes/package-root.ts';

const folder = mkdtempSync(join(tmpdir(), 'bad-input-'));
const fleet = new Fleet();
const endings: (() => void)[] = [];
afterEach(() => {
  for (const end of endings.splice(0)) end();
});
afterAll(() => {
  fleet.end();
  rmSync(folder, { recursive: true });
});

/** Runs the program; answers its exit code and what it said on standard error. */
async function compare(...argv: string[]): Promise<{ code: number; err: string; out: string }> {
  let [out, err] = ['', ''];
  const console = {
    out: (text: string) => void (out += text),
    err: (text: string) => void (err += text),
    watched: false,
    colours: false,
  };
  const code = await program(['behaviour', ...argv], { fleet, interruption: new Interruption(), console });
  return { code, out, err };
}

function probesFile(content: unknown): string {
  const file = join(folder, 'probes.json');
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
}

const GOOD = { id: 'a', parts: [{ latin1: 'GET / HTTP/1.1\r\nHost: a.test\r\n\r\n' }] };

describe('a file of probes with a mistake is told with the path and the reason', () => {
  it.each<[string, unknown, string]>([
    ['no JSON', '{', ': is not JSON: '],
    ['nothing', '', ': is not JSON: Unexpected end'],
    ['no list', { probes: {} }, ': probes: Invalid input: expected array, received object'],
    ['an empty list', { probes: [] }, ': probes: Too small'],
    ['no object', { probes: [GOOD, 5] }, ': probes[1]: Invalid input: expected object, received number'],
    ['no id', { probes: [{ ...GOOD, id: undefined }] }, ': probes[0].id: Invalid input: expected string'],
    ['an id twice', { probes: [GOOD, GOOD] }, ': two probes have the id "a"'],
    ['nothing to send', { probes: [{ id: 'a' }] }, ': probes[0]: needs "parts" or "request"'],
    [
      'an empty part',
      { probes: [{ id: 'a', parts: [{ text: '' }] }] },
      ': probes[0].parts[0]: needs one of latin1',
    ],
    [
      'letters that are no bytes',
      { probes: [{ id: 'a', parts: [{ latin1: '€' }] }] },
      ': probes[0].parts[0].latin1: ',
    ],
    [
      'half a byte',
      { probes: [{ id: 'a', parts: [{ hex: 'abc' }] }] },
      ': probes[0].parts[0].hex: pairs of hex',
    ],
    [
      'a pause that never ends',
      { probes: [{ id: 'a', parts: [{ wait: 1e9 }] }] },
      ': probes[0].parts[0].wait: ',
    ],
    ['an unknown class', { probes: [{ ...GOOD, class: 'WORSE' }] }, ': probes[0].class: '],
    [
      'an unknown step',
      { group: 'g', about: 'x', probes: [{ id: 'a', title: 't', steps: [{ sent: '' }] }] },
      ': probes[0].steps[0]: ',
    ],
  ])('%s', async (_what, content, told) => {
    const file = probesFile(content);
    const { code, err, out } = await compare('--probes', file);
    expect([code, out]).toEqual([2, '']);
    expect(err.split('\n')).toHaveLength(2);
    expect(err).toContain(`compare: ${file}${told}`);
  });

  it('two files that have the same probe', async () => {
    const file = probesFile({ probes: [GOOD] });
    const { code, err } = await compare('--probes', file, '--probes', file);
    expect([code, err]).toEqual([2, `compare: ${file}: another file has a probe "a", too\n`]);
  });

  it('no file', async () => {
    expect(await compare('--probes', folder)).toMatchObject({
      code: 2,
      err: `compare: ${folder}: cannot be read\n`,
    });
  });
});

describe('a target that cannot be compared is told before any probe is sent', () => {
  async function target(talk: (socket: Socket) => void) {
    const server = createServer((socket) => {
      socket.on('error', () => undefined);
      endings.push(() => socket.destroy());
      talk(socket);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    endings.push(() => server.close());
    const address = server.address();
    return `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  }

  const endless = (socket: Socket): void => {
    socket.write('HTTP/1.1 200 OK\r\n\r\n');
    const more = (): void => {
      while (socket.writable && socket.write('x'.repeat(65_536)));
    };
    socket.on('drain', more);
    more();
  };

  it.each<[string, (socket: Socket) => void, string]>([
    [
      'that speaks no HTTP',
      (socket) => void socket.write('220 mail.test ESMTP\r\n'),
      'does not speak HTTP/1',
    ],
    ['that closes at once', (socket) => void socket.end(), 'closes the connection without a complete answer'],
    ['that never ends', endless, 'does not end'],
    ['that says nothing', () => undefined, 'is too slow: no answer'],
  ])('one %s', async (_what, talk, told) => {
    const { code, err, out } = await compare('--target', `it=${await target(talk)}`, '--lanes', 'node');
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(`compare: target it (http://127.0.0.1:`);
    expect(err).toContain(told);
    expect(err.split('\n')).toHaveLength(2);
  });

  it('one that is down', async () => {
    const { code, err } = await compare('--target', 'it=http://127.0.0.1:1', '--lanes', 'node');
    expect([code, err]).toEqual([
      2,
      'compare: target it (http://127.0.0.1:1) is down: nothing accepts a connection there\n',
    ]);
  });
});

describe('a report that cannot be written is told, and nothing is half-written', () => {
  const ARGUMENTS = ['behaviour', '--lanes', 'express,fastify', '--filter', 'query-invalid-utf8'];
  const run = (...argv: string[]) =>
    spawnSync(process.execPath, [join(PACKAGE_ROOT, 'bin', 'compare.js'), ...ARGUMENTS, ...argv], {
      encoding: 'utf8',
      cwd: folder,
    });

  it.each([
    ['--json', 'probes.json/report.json', 'its folder is a file'],
    ['--html', 'nowhere/report.html', 'its folder does not exist'],
    ['--markdown', '.', 'it is a folder'],
    ['--junit', '/proc/report.xml', 'its folder does not exist'],
  ])('%s %s: %s', async (option, file, reason) => {
    writeFileSync(join(folder, 'probes.json'), '');
    const { status, stderr, stdout } = run(option, file);
    expect([status, stdout, stderr]).toEqual([
      2,
      '',
      `compare: ${option} ${file} cannot be written: ${reason}\n`,
    ]);
  });

  // Linux has a device that is always full.
  const devices = ['/dev/full'].filter((device) => existsSync(device));
  it('a device without space, and the other reports with it', () => {
    const before = readdirSync(folder);
    const told = devices.map((device) => run('--json', 'report.json', '--html', device).stderr);
    expect(told).toEqual(
      devices.map((device) => `compare: --html ${device} cannot be written: no space left\n`),
    );
    expect(readdirSync(folder)).toEqual(before);
  });
});

describe('a profile that a lane has not', () => {
  it.each([
    [
      'aligned',
      'express,node',
      '--profile aligned: lane node has none, for bare node:http has no habits of a framework to align; use --lanes express,fastify',
    ],
    [
      'native',
      'express,fastify',
      "--profile native is none of these lanes': they have defaults and production and aligned",
    ],
    [
      'production',
      'express-echo,fastify-echo',
      "--profile production is none of these lanes': they have native and aligned",
    ],
  ])('%s, for %s', async (profile, lanes, told) => {
    const said = await compare('--profile', profile, '--lanes', lanes);
    expect(said).toMatchObject({ code: 2, err: `compare: ${told}\n` });
  });
});

describe('what cannot be installed', () => {
  it.each([
    [['--lanes', 'express-echo,fastify-echo']],
    [['--lanes', 'express,node']],
    [['--profile', 'aligned']],
    [['--profile', 'aligned', '--lanes', 'express,fastify']],
  ])('--with fastify@5.0.0 for %j, of which none runs it', async (argv) => {
    const where = 'no lane runs it; it is for --lanes fastify, in the profiles defaults and production';
    const err = `compare: --with fastify@5.0.0: ${where}\n`;
    expect(await compare('--with', 'fastify@5.0.0', ...argv)).toMatchObject({ code: 2, err });
  });

  it.each([
    ['koa@2.0.0', '--with: give express@VERSION or fastify@VERSION'],
    ['fastify@', '--with: give express@VERSION or fastify@VERSION'],
    ['fastify@5; rm -rf /', '--with: give express@VERSION or fastify@VERSION'],
  ])('--with %s', async (specification, told) => {
    expect(await compare('--with', specification)).toMatchObject({ code: 2, err: `compare: ${told}\n` });
  });

  it('is told in one line when the registry cannot be reached', () => {
    const env = {
      ...process.env,
      npm_config_registry: 'http://127.0.0.1:9',
      npm_config_fetch_retries: '0',
      npm_config_cache: join(folder, 'cache'),
      TMPDIR: folder,
    };
    const argv = [join(PACKAGE_ROOT, 'bin', 'compare.js'), 'behaviour', '--with', 'fastify@5.0.0'];
    const { status, stderr } = spawnSync(process.execPath, argv, { encoding: 'utf8', env });
    expect([status, stderr]).toEqual([
      2,
      'compare: --with fastify@5.0.0: the npm registry cannot be reached (ECONNREFUSED)\n',
    ]);
    expect(readdirSync(folder).filter((name) => name.startsWith('compare-fastify-'))).toEqual([]);
  });
});
