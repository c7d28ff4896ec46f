/**
 * The journal in a real PostgreSQL, by both twins as processes. Where none is installed these are left to the container tests,
 * which run the same on the image that compose uses.
 */
import { EchoesAnswer } from '@echo-twins/shared/contract/echoes';
import { EXPRESS, FASTIFY } from '@echo-twins/shared/contract/frameworks';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { describeEcho } from '../src/describe-echo.ts';
import { ServiceProcess } from '../src/process/service-process.ts';
import { servicesOf, type Services } from '../src/process/service-processes.ts';
import { postgresBinaries } from './postgres/binaries.ts';
import { Load } from './postgres/load.ts';
import { Postgres } from './postgres/postgres.ts';
import { eventually } from './postgres/eventually.ts';

jest.setTimeout(90_000);

const binaries = postgresBinaries() ?? '';
const mainOf = (name: string): URL => new URL(`../../../apps/${name}/dist/main.js`, import.meta.url);

/** Every message in the journal, the newest first. */
async function messages({ ask }: ServiceProcess): Promise<string[]> {
  const found: string[] = [];
  let after = '';
  for (;;) {
    const { echoes, next } = EchoesAnswer.parse((await ask(`GET /echoes?limit=100&after=${after}`)).json());
    found.push(...echoes.map(({ message }) => message));
    if (next === null) return found;
    after = next;
  }
}

const isDatabase = (service: ServiceProcess, state: string): Promise<void> =>
  eventually(async () => {
    expect((await service.ask('GET /readyz')).json()).toEqual({ status: 'ready', database: state });
  });

(binaries === '' ? describe.skip : describe)('the journal in PostgreSQL', () => {
  let postgres: Postgres;
  beforeAll(async () => {
    postgres = await Postgres.create(binaries);
    await postgres.start();
  });
  afterAll(() => postgres.remove());

  describe.each([
    ['express-echo', EXPRESS],
    ['fastify-echo', FASTIFY],
  ] as const)('of %s', (name, framework) => {
    const services = servicesOf(mainOf(name));
    const start = (env: Record<string, string> = {}): ReturnType<Services['start']> =>
      services.start({ env: { DATABASE_URL: postgres.url(), ...env } });

    describeEcho(`${name} with a database`, async () => {
      const service = await ServiceProcess.spawn(mainOf(name), { env: { DATABASE_URL: postgres.url() } });
      await service.answers();
      await isDatabase(service, 'up');
      return { at: `http://127.0.0.1:${service.port}`, framework, stop: () => service.kill() };
    });

    test('is told of in /info, without its URL', async () => {
      const service = await start();
      const { text } = await service.ask('GET /info');
      expect(JSON.parse(text)).toMatchObject({ journal: { store: 'postgresql' } });
      for (const secret of postgres.secrets) expect(text).not.toContain(secret);
    });

    test('is written before the process ends on SIGTERM', async () => {
      const service = await start({ DRAIN_DELAY: '0s' });
      const sent = Array.from({ length: 20 }, (_, number) => `${name} last words ${number}`);
      for (const message of sent) await service.ask('POST /echo', { body: { message } });
      service.signal('SIGTERM');
      expect(await service.exit).toEqual({ code: 0, signal: null });
      const reader = await start();
      await isDatabase(reader, 'up');
      expect((await messages(reader)).slice(0, 20).toReversed()).toEqual(sent);
    });

    test('holds nobody up while the database hangs', async () => {
      const service = await start();
      await isDatabase(service, 'up');
      postgres.freeze();
      try {
        const { status } = await service.ask('POST /echo', { body: { message: `${name} while it hangs` } });
        expect(status).toBe(200);
        await isDatabase(service, 'down');
        expect((await service.ask('GET /health')).status).toBe(200);
        const refused = await service.ask('GET /echoes');
        expect([refused.status, refused.headers['retry-after']]).toEqual([503, '1']);
      } finally {
        postgres.thaw();
      }
      await eventually(async () =>
        expect((await messages(service)).slice(0, 5)).toContain(`${name} while it hangs`),
      );
    });

    test.each([
      ['a wrong password', { password: 'wrong-guess' }, '28P01'],
      ['a database that does not exist', { database: 'nowhere' }, '3D000'],
    ])('says what is wrong with %s, and echoes all the same', async (_what, terms, code) => {
      const service = await start({ DATABASE_URL: postgres.url(terms) });
      await isDatabase(service, 'down');
      expect((await service.ask('POST /echo', { body: { message: '' } })).status).toBe(200);
      await service.logged('database down, echoes wait for it');
      expect(service.lines).toContainEqual(
        expect.objectContaining({ level: 'warn', code, reason: expect.stringContaining('DATABASE_URL') }),
      );
      const said = service.stdout + service.stderr;
      for (const secret of [...postgres.secrets, 'wrong-guess']) expect(said).not.toContain(secret);
    });
  });

  describe('of several replicas of both', () => {
    const express = servicesOf(mainOf('express-echo'));
    const fastify = servicesOf(mainOf('fastify-echo'));
    const startAll = (database: Postgres): Promise<ServiceProcess[]> => {
      const options = { env: { DATABASE_URL: database.url() } };
      return Promise.all([express, express, fastify, fastify].map((services) => services.start(options)));
    };

    test('is one, with a schema that is made once although all start at once', async () => {
      const fresh = await Postgres.create(binaries);
      try {
        await fresh.start();
        const replicas = await startAll(fresh);
        for (const replica of replicas) await isDatabase(replica, 'up');
        for (const [index, { ask }] of replicas.entries())
          await ask('POST /echo', { body: { message: `from ${index}` } });
        for (const replica of replicas)
          await eventually(async () =>
            expect((await messages(replica)).toReversed()).toEqual(['from 0', 'from 1', 'from 2', 'from 3']),
          );
        for (const replica of replicas)
          expect(replica.lines.filter(({ level }) => level === 'warn' || level === 'error')).toEqual([]);
      } finally {
        await fresh.remove();
      }
    });

    test('is opened with a password that is given by itself, or in a file, whatever is in it', async () => {
      const password = 'p@ss/%41#:?';
      const fresh = await Postgres.create(binaries, password);
      try {
        await fresh.start();
        const DATABASE_URL = fresh.url({ password: '' });
        const replicas = [
          await express.start({ env: { DATABASE_URL, DATABASE_PASSWORD: password } }),
          await fastify.start({ env: { DATABASE_URL, DATABASE_PASSWORD_FILE: fresh.passwordFile } }),
        ];
        for (const replica of replicas) {
          await isDatabase(replica, 'up');
          expect((await replica.ask('GET /info')).text + replica.stdout).not.toContain('p@ss');
        }
      } finally {
        await fresh.remove();
      }
    });

    test('costs no echo and loses none while the database crashes and comes back under load', async () => {
      const replicas = await startAll(postgres);
      for (const replica of replicas) await isDatabase(replica, 'up');
      const load = new Load(replicas.map(({ port }) => port));
      for (const _restart of [1, 2]) {
        await load.more(400);
        await postgres.crash();
        await load.more(400);
        for (const replica of replicas) await isDatabase(replica, 'down');
        await postgres.start();
        for (const replica of replicas) await isDatabase(replica, 'up');
      }
      await load.more(100);
      const echoes = await load.stop();
      expect(echoes.filter(({ status }) => status !== 200)).toEqual([]);
      const [reader] = replicas;
      await eventually(async () => {
        const kept = reader
          ? (await messages(reader)).filter((message) => message.startsWith(load.mark))
          : [];
        expect(kept.toSorted()).toEqual(echoes.map(({ message }) => message).toSorted());
      });
    });

    test('is written when a database comes that was not there at the start', async () => {
      await postgres.crash();
      const replicas = await startAll(postgres);
      for (const [index, { ask }] of replicas.entries())
        expect((await ask('POST /echo', { body: { message: `early ${index}` } })).status).toBe(200);
      for (const replica of replicas) await isDatabase(replica, 'down');
      await postgres.start();
      await eventually(async () => {
        const [reader] = replicas;
        const newest = reader ? (await messages(reader)).slice(0, 4) : [];
        expect(newest.toSorted()).toEqual(['early 0', 'early 1', 'early 2', 'early 3']);
      });
    });
  });
});
