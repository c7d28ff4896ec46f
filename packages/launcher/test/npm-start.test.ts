import { once } from 'node:events';
import { createServer, request } from 'node:http';
import { listen } from '@echo-twins/shared/lifecycle/listen';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { gone, MAIN, Session } from './session.ts';

jest.setTimeout(60_000);

let session: Session;
afterEach(async () => {
  session.signal('SIGKILL');
  await gone(session.programs());
});

async function nothingIsLeft(): Promise<void> {
  expect(session.programs()).not.toHaveLength(0);
  await gone(session.programs());
}

async function nameOf(url: string): Promise<unknown> {
  const response = await fetch(url);
  const answer: unknown = await response.json();
  return answer;
}

describe('npm start', () => {
  it('runs the gateway and both twins, and says what to try once all of them answer', async () => {
    session = new Session();
    const gateway = await session.gateway();
    await expect(nameOf(`${gateway}/flask/`)).resolves.toMatchObject({ service: 'Express Echo API' });
    await expect(nameOf(`${gateway}/fastapi/`)).resolves.toMatchObject({ service: 'Fastify Echo API' });
    expect(session.output).toContain(`curl ${gateway.replace('127.0.0.1', 'localhost')}/flask/\n`);
    expect(session.programs()).toHaveLength(3);
  });

  it('shows who answered a request, readably', async () => {
    session = new Session();
    await fetch(`${await session.gateway()}/flask/info`);
    await session.wrote(/^express-echo \| \[[\d:.]+\] INFO: GET \/info 200 [\d.]+ ms$/mu);
    await session.wrote(/^gateway {6}\| \[[\d:.]+\] INFO: GET \/flask\/info 200 [\d.]+ ms/mu);
  });

  it('explains itself and starts nothing for --help, nor for what it does not know', async () => {
    const help = new Session({}, [MAIN, '--help']);
    await expect(help.ended).resolves.toEqual({ code: 0, signal: null });
    expect(help.output).toMatch(/EXPRESS_PORT +where the Express twin listens.* \[8081\]/u);
    session = new Session({}, [MAIN, '--prot=1']);
    await expect(session.ended).resolves.toEqual({ code: 2, signal: null });
    expect(session.output).toBe('npm start: unknown argument --prot=1: see npm start -- --help\n');
  });

  it.each(['SIGINT', 'SIGTERM'] as const)('stops everything on %s and exits 0', async (signal) => {
    session = new Session();
    await session.gateway();
    session.signal(signal);
    await expect(session.ended).resolves.toEqual({ code: 0, signal: null });
    await nothingIsLeft();
  });

  it('finishes a request that is in flight when it is stopped', async () => {
    session = new Session();
    const gateway = await session.gateway();
    const headers = {
      'content-type': 'application/json',
      'transfer-encoding': 'chunked',
      expect: '100-continue',
    };
    const post = request(`${gateway}/flask/echo`, { method: 'POST', headers });
    const answer = once(post, 'response');
    post.flushHeaders();
    // Now the gateway has the request and waits for its body.
    await once(post, 'continue');
    post.write('{"message":');
    session.signal('SIGINT');
    await session.wrote(/^gateway .*draining/mu);
    post.end('"slow"}');
    expect(await answer).toEqual([expect.objectContaining({ statusCode: 200 })]);
    await expect(session.ended).resolves.toEqual({ code: 0, signal: null });
  });

  it('names a port that is taken and the variable that changes it, and leaves nothing running', async () => {
    const server = createServer();
    const port = await listen({ server, host: '127.0.0.1', port: 0, variable: 'PORT' });
    session = new Session({ FASTIFY_PORT: String(port) });
    await expect(session.ended).resolves.toEqual({ code: 1, signal: null });
    server.close();
    expect(session.output).toBe(
      `npm start: port ${port} is already in use: stop what uses it, or set FASTIFY_PORT to another port\n`,
    );
  });

  it('exits 2 for a value that cannot be used, naming it', async () => {
    session = new Session({ EXPRESS_PORT: 'abc' });
    await expect(session.ended).resolves.toEqual({ code: 2, signal: null });
    expect(session.output).toBe(
      'npm start: EXPRESS_PORT="abc" cannot be used: expected a port, 0 to 65535\n',
    );
  });

  it('exits 2 for a value that one of the programs cannot use, with that program’s words', async () => {
    session = new Session({ BODY_LIMIT: 'much' });
    await expect(session.ended).resolves.toEqual({ code: 2, signal: null });
    // Both twins read it; the first one to refuse it stops the other.
    expect(session.output).toMatch(/(?:express|fastify)-echo: BODY_LIMIT="much" cannot be used/u);
    await nothingIsLeft();
  });

  it.each([
    [1, 'fastify-echo'],
    [2, 'gateway'],
  ])('stops the others and fails when program %i, %s, is killed', async (index, name) => {
    session = new Session();
    await session.gateway();
    process.kill(session.programs()[index] ?? 0, 'SIGKILL');
    await expect(session.ended).resolves.toEqual({ code: 1, signal: null });
    expect(session.output).toContain(`npm start: ${name} ended (signal SIGKILL); stopping the others\n`);
    await nothingIsLeft();
  });

  it('leaves nothing running when it is killed itself', async () => {
    session = new Session();
    await session.gateway();
    session.signal('SIGKILL');
    await session.ended;
    await nothingIsLeft();
  });

  it('stops cleanly when nobody reads its output any more', async () => {
    session = new Session();
    const gateway = await session.gateway();
    session.hangUp();
    await fetch(`${gateway}/flask/`);
    await expect(session.ended).resolves.toEqual({ code: 0, signal: null });
    await nothingIsLeft();
    expect(session.output).not.toContain('EPIPE');
  });

  it('stops when the shell is gone that npm has started it in', async () => {
    const shell =
      "require('node:child_process').spawn(process.execPath, [process.env.MAIN], { stdio: 'inherit' })";
    session = new Session({ npm_lifecycle_event: 'start' }, ['--eval', shell]);
    await session.gateway();
    session.signal('SIGKILL');
    await session.ended;
    await nothingIsLeft();
  });
});
