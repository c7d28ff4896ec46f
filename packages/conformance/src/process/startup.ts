import { createServer } from 'node:net';
import { describe, expect, test } from '@jest/globals';
import { servicesOf } from './service-processes.ts';

type Case = readonly [env: Readonly<Record<string, string>>, lines: readonly RegExp[]];

const UNUSABLE: readonly Case[] = [
  [{ PORT: 'abc' }, [/PORT="abc" cannot be used: expected a port, 0 to 65535$/u]],
  [{ PORT: '' }, [/PORT="" cannot be used: expected a port/u]],
  [{ PORT: '65536' }, [/PORT="65536" cannot be used/u]],
  [{ PORT: '80 80' }, [/PORT="80 80" cannot be used/u]],
  [{ APP_VERSION: '' }, [/APP_VERSION="" cannot be used: expected 1 to 64 letters/u]],
  [{ ECHO_PROFILE: 'loud' }, [/ECHO_PROFILE="loud" cannot be used: expected one of native/u]],
  [{ LOG_LEVEL: 'verbose' }, [/LOG_LEVEL="verbose" cannot be used: expected one of fatal, error/u]],
  [{ BODY_LIMIT: '0' }, [/BODY_LIMIT="0" cannot be used: expected a size/u]],
  [{ TRUST_PROXY: '10.0.0.0/33' }, [/TRUST_PROXY="10\.0\.0\.0\/33" cannot be used/u]],
  [
    { DATABASE_URL: 'mysql://echo:hunter2@db/echo' },
    [/DATABASE_URL=\(hidden\) cannot be used: expected postgresql:/u],
  ],
  [{ DATABASE_URL: 'postgresql://echo:hunter2@db' }, [/DATABASE_URL=\(hidden\) cannot be used/u]],
  [{ DATABASE_URL: 'postgresql://echo:hunter2@db:54321234/echo' }, [/DATABASE_URL=\(hidden\)/u]],
  [
    { DATABASE_PASSWORD_FILE: '/nowhere' },
    [/DATABASE_PASSWORD_FILE="\/nowhere" cannot be used: expected a file that can be read/u],
  ],
  [{ DATABASE_PASSWORD_FILE: 'hunter2' }, [/DATABASE_PASSWORD_FILE=\(hidden\) cannot be used/u]],
  [
    { DATABASE_URL: 'postgresql://echo:hunter2@db/echo?sslrootcert=/nowhere' },
    [/DATABASE_URL=\(hidden\) cannot be used: .* sslrootcert, .* files that can be read$/u],
  ],
  [{ LOG_DIRECTORY: '/nowhere' }, [/LOG_DIRECTORY="\/nowhere" cannot be used: expected a folder that/u]],
  [{ SHUTDOWN_TIMEOUT: 'soon' }, [/SHUTDOWN_TIMEOUT="soon" cannot be used: expected a time/u]],
  [
    { PORT: 'abc', APP_VERSION: '', ECHO_PROFILE: 'loud' },
    [/PORT="abc"/u, /APP_VERSION=""/u, /ECHO_PROFILE="loud"/u],
  ],
];

/** How a service starts, and how it says that it cannot. */
export function describeStartup(main: URL): void {
  describe('when it starts', () => {
    const services = servicesOf(main);

    test('says on which port it is ready', async () => {
      const service = await services.start({ env: { APP_VERSION: '2.0.0' } });
      await service.logged('ready');
      expect(service.lines[0]).toMatchObject({ level: 'info', msg: 'ready', ports: [service.port] });
      expect((await service.ask('GET /')).json()).toMatchObject({ version: '2.0.0' });
      expect(service.stderr).toBe('');
    });

    test.each(['--help', '-h'])('explains its variables with %s, and exits 0', async (flag) => {
      const service = await services.spawn({ args: [flag] });
      expect(await service.exit).toEqual({ code: 0, signal: null });
      expect(service.stdout).toMatch(/^ {2}PORT +where it listens: a port, 0 to 65535 \[8080\]$/mu);
      expect(service.stdout).toMatch(/^ {2}APP_VERSION .* \[1\.0\.0\]$/mu);
    });

    test('exits 2 with one line for an argument it does not know', async () => {
      const service = await services.spawn({ args: ['--port=1'] });
      expect(await service.exit).toEqual({ code: 2, signal: null });
      expect(service.stderr).toMatch(/^[\w-]+: unknown argument --port=1: see --help\n$/u);
    });

    test('exits 1 with one plain line that names PORT when the port is in use', async () => {
      const other = createServer();
      await new Promise<void>((listening) => other.listen(0, '127.0.0.1', listening));
      const address = other.address();
      const port = String(typeof address === 'object' && address ? address.port : 0);
      const service = await services.spawn({ env: { PORT: port } });
      const exit = await service.exit;
      other.close();
      expect(exit).toEqual({ code: 1, signal: null });
      expect(service.stderr).toMatch(
        new RegExp(`^[\\w-]+: port ${port} is already in use: .* set PORT to another port\n$`, 'u'),
      );
    });

    test.each(UNUSABLE)('exits 2 with a line a problem for %j', async (env, expected) => {
      const service = await services.spawn({ env });
      expect(await service.exit).toEqual({ code: 2, signal: null });
      const lines = service.stderr.trimEnd().split('\n');
      expect(lines).toEqual(expected.map((line) => expect.stringMatching(line)));
      expect(service.stdout).toBe('');
    });
  });

  describe.each(['development', 'production', 'test'])('with NODE_ENV=%s', (environment) => {
    const services = servicesOf(main);

    test('shows nothing of its inside in errors', async () => {
      const service = await services.start({ env: { NODE_ENV: environment } });
      const headers = { 'content-type': 'application/json' };
      const malformed = await service.ask('POST /echo', { headers, body: '{"message":' });
      expect(malformed.status).toBe(400);
      const gzip = { ...headers, 'content-encoding': 'gzip' };
      await service.ask('POST /echo', { headers: gzip, body: '{"message":"a"}' });
      expect((await service.ask('GET /nowhere')).status).toBe(404);
    });
  });
}
