import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from '@jest/globals';

const SCRIPT = readFileSync(fileURLToPath(new URL('../../../deploy/doctor.sh', import.meta.url)), 'utf8');

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

/** A service whose /health answers with this status; its URL. */
async function service(status: number): Promise<string> {
  const server = createServer((_, response) => response.writeHead(status).end());
  servers.push(server);
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
}

/** What the script finds, and how it ends. */
function look(
  targets: readonly string[],
): Promise<{ code: number | null; lines: string[][]; complaint: string }> {
  return new Promise((resolve) => {
    const shell = spawn('sh', ['-s', '--', ...targets]);
    let output = '';
    let complaint = '';
    shell.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
    shell.stderr.setEncoding('utf8').on('data', (text: string) => (complaint += text));
    shell.on('close', (code) => {
      const lines = output.trim().split('\n');
      resolve({ code, complaint, lines: lines.map((line) => line.split('\t')) });
    });
    shell.stdin.end(SCRIPT);
  });
}

describe('deploy/doctor.sh', () => {
  it('finds a service that answers', async () => {
    const url = await service(200);
    const { lines } = await look([url]);
    expect(lines).toContainEqual(['ok', 'service 127.0.0.1', `answers at ${url}/health`, '']);
  });

  it('finds a name that does not resolve', async () => {
    const { code, lines } = await look(['http://nobody.invalid:8080']);
    expect(lines).toContainEqual([
      'problem',
      'name nobody.invalid',
      expect.stringContaining('does not resolve'),
      expect.stringContaining('docker network connect'),
    ]);
    expect(code).toBe(1);
  });

  it('finds a service that does not answer', async () => {
    const { code, lines } = await look(['http://127.0.0.1:1']);
    expect(lines).toContainEqual([
      'problem',
      'service 127.0.0.1',
      expect.stringMatching(/does not answer .*curl: /u),
      'docker compose logs --tail 50 127.0.0.1',
    ]);
    expect(code).toBe(1);
  });

  it.each([
    [503, 'answers 503', 'docker compose up -d 127.0.0.1'],
    [404, 'answers 404', 'docker compose up -d --force-recreate 127.0.0.1'],
  ])('finds a service that answers %i', async (status, message, command) => {
    const { lines } = await look([await service(status)]);
    expect(lines).toContainEqual(['problem', 'service 127.0.0.1', expect.stringContaining(message), command]);
  });

  it('tells memory, processes and disk', async () => {
    const { lines } = await look([await service(200)]);
    expect(lines.slice(-3).map(([, what]) => what)).toEqual(['memory', 'processes', 'disk']);
  });

  it('refuses what is no service', async () => {
    const { code, complaint } = await look(['localhost:8080']);
    expect(code).toBe(2);
    expect(complaint).toContain('expected http://HOST:PORT');
  });
});
