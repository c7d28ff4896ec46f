import { HealthAnswer, LivenessAnswer, ReadinessAnswer } from '@echo-twins/shared/contract/answers';
import { describe, expect, test } from '@jest/globals';
import { Wire } from '../wire/wire.ts';
import { servicesOf } from './service-processes.ts';

const HEAD = 'Host: a\r\nContent-Type: application/json\r\nContent-Length: 19\r\n';
const GET = (path: string): string => `GET ${path} HTTP/1.1\r\nHost: a\r\n\r\n`;
/** The end of an answer with a JSON body. */
const ANSWERED = /\r\n\r\n\{.*\}/su;

/** A request whose head has arrived, and whose body is still on its way. */
async function begin(port: number): Promise<{ finish: () => Promise<string>; wire: Wire }> {
  const wire = await Wire.open(port);
  wire.say(`POST /echo HTTP/1.1\r\n${HEAD}Expect: 100-continue\r\n\r\n`);
  await wire.hear(/^HTTP\/1\.1 100 Continue\r\n\r\n/u);
  return {
    wire,
    finish: async () => {
      wire.say('{"message":"Hello"}');
      return wire.hear(ANSWERED);
    },
  };
}

/** A kept connection that has carried a request. */
async function kept(port: number): Promise<Wire> {
  const wire = await Wire.open(port);
  wire.say(GET('/livez'));
  await wire.hear(ANSWERED);
  return wire;
}

async function askOnAndOn(wire: Wire): Promise<never> {
  for (;;) {
    wire.say(GET('/livez'));
    await wire.hear(ANSWERED);
  }
}

const PROBES = [
  ['/health', 503, HealthAnswer, 'draining'],
  ['/readyz', 503, ReadinessAnswer, 'draining'],
  ['/livez', 200, LivenessAnswer, 'alive'],
] as const;

/** What a service does from SIGTERM on. */
export function describeShutdown(main: URL): void {
  describe('on SIGTERM', () => {
    const services = servicesOf(main);

    test('answers the request in flight, closes its connection, and exits 0', async () => {
      const service = await services.start();
      const request = await begin(service.port);
      service.signal('SIGTERM');
      await service.logged('draining');
      const answer = await request.finish();
      expect(answer).toMatch(/^HTTP\/1\.1 200 OK\r\n/u);
      expect(answer).toMatch(/\r\nConnection: close\r\n/iu);
      expect(answer).toContain('"echo":"Hello"');
      expect(await service.exit).toEqual({ code: 0, signal: null });
      expect(service.lines.at(-1)).toMatchObject({ msg: 'stopped', in_flight: 1, cut: 0 });
    });

    test('is not ready and not healthy, but alive, on connections old and new', async () => {
      const service = await services.start({ env: { DRAIN_DELAY: '5s' } });
      const old = await Promise.all(PROBES.map(() => kept(service.port)));
      service.signal('SIGTERM');
      await service.logged('draining');
      for (const [index, [path, status, schema, word]] of PROBES.entries()) {
        const fresh = await service.ask(`GET ${path}`);
        expect(schema.parse(fresh.json()).status).toBe(word);
        expect(fresh).toMatchObject({ status, headers: { connection: 'close' } });
        old[index]?.say(GET(path));
        const again = await old[index]?.rest();
        expect(again).toContain(`HTTP/1.1 ${status} `);
        expect(again).toContain(`"status":"${word}"`);
      }
    });

    test('is gone within 2 s of its last answer, whatever connections are still open', async () => {
      const service = await services.start({ env: { DRAIN_DELAY: '0s' } });
      const request = await begin(service.port);
      const [idle, silent, busy] = [
        await kept(service.port),
        await Wire.open(service.port),
        await kept(service.port),
      ];
      const asking = expect(askOnAndOn(busy)).rejects.toThrow('the connection ended');
      service.signal('SIGTERM');
      await service.logged('draining');
      await request.finish();
      const answered = performance.now();
      expect(await service.exit).toEqual({ code: 0, signal: null });
      expect(performance.now() - answered).toBeLessThan(2000);
      await asking;
      expect([await idle.rest(), await silent.rest()]).toEqual(['', '']);
    });

    test('does not wait for the rest of a request whose head never ends', async () => {
      const service = await services.start({ env: { DRAIN_DELAY: '0s' } });
      const wire = await Wire.open(service.port);
      wire.say('GET /livez HTTP/1.1\r\nHost: ');
      // The half head is there once a whole request, sent later, has been answered.
      await service.ask('GET /livez');
      service.signal('SIGTERM');
      expect(await service.exit).toEqual({ code: 0, signal: null });
    });

    test('cuts off what is not answered by SHUTDOWN_TIMEOUT, says so, and exits 1', async () => {
      const service = await services.start({ env: { DRAIN_DELAY: '0s', SHUTDOWN_TIMEOUT: '200ms' } });
      const request = await begin(service.port);
      service.signal('SIGTERM');
      expect(await request.wire.rest()).toBe('');
      expect(await service.exit).toEqual({ code: 1, signal: null });
      expect(service.lines.at(-1)).toMatchObject({ level: 'warn', in_flight: 1, cut: 1 });
    });

    test.each([
      ['SIGTERM', 143],
      ['SIGINT', 130],
    ] as const)('exits at once when %s follows', async (second, code) => {
      const service = await services.start();
      await begin(service.port);
      service.signal('SIGTERM');
      await service.logged('draining');
      service.signal(second);
      expect(await service.exit).toEqual({ code, signal: null });
    });
  });

  describe('on SIGINT', () => {
    const services = servicesOf(main);

    test('stops as on SIGTERM', async () => {
      const service = await services.start();
      service.signal('SIGINT');
      expect(await service.exit).toEqual({ code: 0, signal: null });
    });
  });

  describe('on an error that nobody caught', () => {
    const services = servicesOf(main);
    const throwOnSignal = "process.on('SIGUSR2', () => { throw new Error('boom'); })";
    const rejectOnSignal = "process.on('SIGUSR2', () => { Promise.reject(new Error('boom')); })";

    test.each([
      ['thrown', throwOnSignal],
      ['rejected', rejectOnSignal],
    ])('logs it when it was %s, answers what is in flight, and exits 1', async (_how, script) => {
      const service = await services.start({ nodeOptions: ['--import', `data:text/javascript,${script}`] });
      const request = await begin(service.port);
      service.signal('SIGUSR2');
      await service.logged('uncaught error');
      expect(await request.finish()).toMatch(/^HTTP\/1\.1 200 OK\r\n/u);
      expect(await service.exit).toEqual({ code: 1, signal: null });
      expect(service.lines).toContainEqual(
        expect.objectContaining({ level: 'fatal', err: expect.objectContaining({ message: 'boom' }) }),
      );
    });
  });

  describe('when nobody reads its output', () => {
    const services = servicesOf(main);

    /** 400 log lines of more than 1 KB: more than any pipe holds. */
    const long = `/${'x'.repeat(1000)}`;

    async function answerAndStop(read: boolean): Promise<void> {
      const service = await services.start({ read });
      if (read) service.child.stdout?.destroy();
      for (let batch = 0; batch < 8; batch += 1) {
        const answers = await Promise.all(Array.from({ length: 50 }, () => service.ask(`GET ${long}`)));
        expect(answers.every(({ status }) => status === 404)).toBe(true);
      }
      service.signal('SIGTERM');
      expect(await service.exit).toEqual({ code: 0, signal: null });
    }

    test('keeps answering although stdout is closed, and stops cleanly', () => answerAndStop(true));
    test('keeps answering although stdout is full, and stops cleanly', () => answerAndStop(false));
  });
}
