import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { freePorts } from '../test/free-ports.ts';
import { Fleet, FleetError } from './fleet.ts';
import { Interruption } from './interruption.ts';
import { launch } from './launch.ts';
import type { Program } from './programs.ts';

let fleet: Fleet;
let lines: string[];
let interruption: Interruption;

beforeEach(() => {
  lines = [];
  fleet = new Fleet((name, line) => lines.push(`${name}: ${line}`));
  interruption = new Interruption();
});
afterEach(() => fleet.kill());

async function program(name: string, fixture: 'obedient' | 'failing' | 'stubborn'): Promise<Program> {
  const [port] = await freePorts(1);
  return {
    name,
    main: fileURLToPath(new URL(`../test/fixtures/${fixture}.js`, import.meta.url)),
    env: { PORT: String(port) },
    probe: `http://127.0.0.1:${port}/`,
  };
}

async function run(rows: Program[][], onReady: () => void) {
  const failures: string[] = [];
  const failed = (message: string): unknown => failures.push(message);
  const code = await launch(fleet, { rows, interruption, ready: onReady, failed });
  return { code, failures };
}

describe('a fleet', () => {
  it('is ready when every program answers, and exits 0 when it is stopped', async () => {
    const rows = [[await program('a', 'obedient'), await program('b', 'obedient')]];
    const { code, failures } = await run(rows, () => interruption.signal(0));
    expect({ code, failures }).toEqual({ code: 0, failures: [] });
    expect(lines.toSorted()).toEqual(
      expect.arrayContaining([
        'a: stopped',
        'b: stopped',
        expect.stringMatching(/^a: started as process \d+$/u),
      ]),
    );
  });

  it('stops the last row first, so that a proxy never outlives what it leads to', async () => {
    const rows = [[await program('service', 'obedient')], [await program('proxy', 'obedient')]];
    await run(rows, () => interruption.signal(0));
    expect(lines.filter((line) => line.endsWith('stopped'))).toEqual(['proxy: stopped', 'service: stopped']);
  });

  it('fails with the exit code of the program that failed, says which and why, and stops the others', async () => {
    const rows = [[await program('good', 'obedient')], [await program('bad', 'failing')]];
    const { code, failures } = await run(rows, () => interruption.signal(0));
    expect(code).toBe(3);
    expect(failures).toEqual(['bad ended (exit code 3); stopping the others']);
    expect(lines).toContain('bad: this will not do');
    expect(lines).toContain('good: stopped');
  });

  it('fails when a program is killed, and names the signal', async () => {
    const rows = [[await program('good', 'obedient'), await program('victim', 'obedient')]];
    const { code, failures } = await run(rows, () => {
      const pid = lines.map((line) => /^victim: started as process (\d+)$/u.exec(line)?.[1]).find(Boolean);
      process.kill(Number(pid), 'SIGKILL');
    });
    expect(code).toBe(1);
    expect(failures).toEqual(['victim ended (signal SIGKILL); stopping the others']);
    expect(lines).toContain('good: stopped');
  });

  it('can be stopped while it starts', async () => {
    const silent = { ...(await program('silent', 'obedient')), probe: 'http://127.0.0.1:1/' };
    setImmediate(() => interruption.signal(0));
    const { code } = await run([[silent]], () => {
      throw new Error('it is not ready');
    });
    expect(code).toBe(0);
  });

  it('ends programs that will not stop when it is killed', async () => {
    const [stubborn] = [await program('stubborn', 'stubborn')];
    await fleet.start([stubborn]);
    const stopped = fleet.stop();
    fleet.kill();
    await expect(stopped).resolves.toBe(1);
  });

  it('gives up a program that never answers', async () => {
    const impatient = new Fleet(() => undefined, { patience: 100 });
    const silent = { ...(await program('silent', 'obedient')), probe: 'http://127.0.0.1:1/' };
    await Promise.race([impatient.failure, impatient.start([silent])]).then(
      () => expect('ready').toBe('never'),
      (error: unknown) => {
        expect(error).toBeInstanceOf(FleetError);
        expect(error).toHaveProperty('message', 'not ready within 0.1 s: silent (http://127.0.0.1:1/)');
      },
    );
    await expect(impatient.stop()).resolves.toBe(0);
  });
});
