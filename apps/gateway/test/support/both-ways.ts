import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { setImmediate as turn, setTimeout as sleep } from 'node:timers/promises';
import { startGateway } from './gateway.ts';
import { openRaw } from './raw-client.ts';
import { until } from './until.ts';
import { startUpstream } from './upstream.ts';

/** One request, what the replica says to it, and what the client does then. */
export interface Encounter {
  /** As latin1. */
  readonly request: string;
  readonly answer: (request: IncomingMessage, response: ServerResponse) => void;
  /** Whether the client asks for something else at once, once it has been answered, or ends its side instead. */
  readonly next: 'ask at once' | 'ask after the answer' | 'end';
}

/** Whether the request is sent at once, or its first line (or as many bytes) ahead of the rest. */
export type Way = 'whole' | 'cut' | number;

/** All that can be seen of an encounter, without what is different every time. */
export interface Outcome {
  readonly received: string;
  readonly end: 'closed' | 'reset' | 'open';
  /** What the replica has been asked to the end. */
  readonly heard: readonly unknown[];
  readonly logged: readonly unknown[];
}

const PROBE = 'GET /flask/probe HTTP/1.1\r\nHost: probe.test\r\nConnection: close\r\n\r\n';
/** Until nothing more is expected to happen, in milliseconds. */
const QUIET = 60;

const config = (url: string): string => `
pools: { twin: { upstream: '${url}', retries: { attempts: 1 }, health: { every: 60s, timeout: 20s, down: 1000 }, outliers: { failures: 100000 } } }
limits: { headerTime: 3s, halfClosed: 5s }
routes: [{ prefix: /flask, pool: twin, body: { time: 3s } }]
`;

/** A gateway with a replica of its own, where encounters happen one at a time. */
export async function startStage(): Promise<(encounter: Encounter, way: Way) => Promise<Outcome>> {
  let answer: Encounter['answer'] = (_request, response) => response.end();
  let heard: unknown[] = [];
  /** What the client does before its answer comes has been done. */
  let ready = true;
  const upstream = await startUpstream((request, response) => {
    const body: Buffer[] = [];
    const entry = {
      method: request.method,
      url: request.url,
      fields: fieldsOf(request),
      body: '',
      complete: false,
    };
    heard.push(entry);
    request.on('data', (chunk: Buffer) => body.push(chunk));
    request.on('close', () => {
      entry.body = Buffer.concat(body).toString('latin1');
      entry.complete = request.complete;
    });
    if (request.url === '/probe') response.end('probe');
    else request.on('end', () => void wait(() => ready, 500).then(() => answer(request, response)));
    request.on('error', () => undefined);
  });
  const gateway = await startGateway({ config: config(upstream.url) });
  await until(async () => (await fetch(`${gateway.url}/flask/probe`)).ok);
  const sockets = new Map<number | undefined, Socket>();
  gateway.server.on('connection', (socket) => sockets.set(socket.remotePort, socket));
  const { lines } = gateway;

  return async (encounter, way) => {
    const { request, next } = encounter;
    answer = encounter.answer;
    ready = next === 'ask after the answer';
    heard = [];
    const mine = heard;
    const firstLine = lines.length;
    const client = await openRaw(gateway.port, true);
    let end: Outcome['end'] = 'open';
    client.socket.on('error', () => (end = 'reset'));
    void client.closed.then(() => (end = end === 'open' ? 'closed' : end));
    let ended = false;
    client.socket.on('end', () => (ended = true));
    const over = (): boolean => end !== 'open';
    const answered = (): boolean => ended || (lines.length > firstLine && client.received() !== '');
    const port = client.socket.localPort;
    const write = async (text: string): Promise<void> => {
      if (text === '' || !client.socket.writable) return;
      while (!sockets.has(port)) await turn();
      const before = sockets.get(port)?.bytesRead ?? 0;
      client.socket.write(Buffer.from(text, 'latin1'));
      for (let turns = 0; turns < 200 && !over(); turns++) {
        if ((sockets.get(port)?.bytesRead ?? 0) >= before + text.length) break;
        await turn();
      }
    };

    const cut = way === 'whole' ? 0 : way === 'cut' ? request.indexOf('\n') + 1 || request.length >> 1 : way;
    await write(request.slice(0, cut));
    await write(request.slice(cut));
    if (next === 'ask after the answer') {
      await wait(() => over() || answered(), QUIET);
      // Whoever writes to a connection that is being closed may lose what is still on its way (RFC 9112 §9.6).
      if (/^connection: close/imu.test(client.received())) await wait(() => over() || ended, 10 * QUIET);
    }
    if (next !== 'end' && !ended) {
      await write(PROBE);
      ready = true;
      await wait(() => over() || ended, 10 * QUIET);
    }
    if (!over()) client.socket.end();
    await wait(() => over() || sockets.get(port)?.readableEnded !== false, 20);
    ready = true;
    await wait(over, 5000);
    client.socket.destroy();
    const socket = sockets.get(port);
    await wait(() => socket?.closed !== false, 5000);
    sockets.delete(port);
    await wait(() => mine.every(isDone), 20);
    return {
      received: masked(client.received()),
      end,
      heard: mine.filter(isDone),
      logged: lines.slice(firstLine).filter(isAboutRequest).map(logged).toSorted(),
    };
  };
}

/** Whether two outcomes are the same. Of what a client is sent before a reset, it may have lost a part. */
export function isSame(one: Outcome, other: Outcome): boolean {
  const {
    received: [shorter, longer],
  } = { received: [one.received, other.received].toSorted((a, b) => a.length - b.length) };
  const reset = one.end === 'reset' || other.end === 'reset';
  if (reset ? longer?.startsWith(shorter ?? '') !== true : shorter !== longer || one.end !== other.end)
    return false;
  return JSON.stringify([one.heard, one.logged]) === JSON.stringify([other.heard, other.logged]);
}

async function wait(condition: () => boolean, time: number): Promise<void> {
  const until = performance.now() + time;
  while (!condition() && performance.now() < until) await sleep(1);
}

function isDone(entry: unknown): boolean {
  return typeof entry === 'object' && entry !== null && 'complete' in entry && entry.complete === true;
}

function fieldsOf({ rawHeaders }: IncomingMessage): string[] {
  return rawHeaders.map((value, index) =>
    ARBITRARY.has(rawHeaders[index - 1] ?? '') && index % 2 === 1 ? '*' : value,
  );
}

const ARBITRARY: ReadonlySet<string> = new Set(['traceparent', 'x-request-id']);

/** How a body is cut into chunks depends on when its parts came from the replica. */
function withoutChunks(text: string): string {
  const [, head, body] = /^([^]*?\r\nTransfer-Encoding: chunked\r\n\r\n)([^]*)$/u.exec(text) ?? [];
  if (head === undefined || body === undefined) return text;
  let at = 0;
  let content = '';
  for (;;) {
    const line = /^([\da-f]+)\r\n/u.exec(body.slice(at, at + 20))?.[0];
    if (line === undefined) return head + content + body.slice(at);
    const size = Number.parseInt(line, 16);
    at += line.length;
    if (size === 0) return `${head}${content}<end>${withoutChunks(body.slice(at))}`;
    content += body.slice(at, at + size);
    at += size + 2;
  }
}

function masked(answers: string): string {
  return withoutChunks(answers)
    .replaceAll(/^date: .*$/gimu, 'date: *')
    .replaceAll(/^x-request-id: .*$/gimu, 'x-request-id: *')
    .replaceAll(/"request_id":"[^"]*"/gu, '"request_id":"*"');
}

function isAboutRequest({ msg }: Record<string, unknown>): boolean {
  return msg === 'request' || msg === 'bad request';
}

function logged(line: Record<string, unknown>): string {
  const { time, duration, request_id, upstream_ms, trace_id, ...rest } = line;
  return JSON.stringify({
    ...rest,
    known: [time, duration, upstream_ms, request_id, trace_id].map((value) => typeof value),
  });
}
