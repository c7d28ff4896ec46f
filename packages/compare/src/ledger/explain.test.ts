import { describe, expect, it } from '@jest/globals';
import type { Answer } from '@echo-twins/differences/answer';
import type { Unexplained } from '../report/build.ts';
import type { LaneAnswer } from '../report/report.ts';
import { explain } from './explain.ts';
import { LEDGER_FOLDER, readLedger } from './ledger.ts';

const ledger = readLedger(LEDGER_FOLDER);
const matter = {
  pair: ['express', 'fastify'],
  setting: { profile: 'defaults', node: '26' },
  recorded: undefined,
} as const;

function answer(status: number, type: string, body = ''): Answer {
  return {
    version: '1.1',
    status,
    reason: '',
    type,
    connection: '',
    fields: [],
    habits: [],
    names: [],
    framing: 'length',
    body,
    trailers: [],
    complete: true,
  };
}

const [text, page] = [
  answer(200, 'application/json', '{}'),
  answer(404, 'text/html', '<pre>Cannot GET /</pre>'),
];
const refusal = answer(415, 'application/json', '{"code":"FST_ERR_CTP_INVALID_MEDIA_TYPE"}');
const notFound = answer(404, 'application/json', '{"message":"Route GET:/ not found"}');

function lane(messages: readonly Answer[]): LaneAnswer {
  const summary = messages.map(({ status }) => status).join('+');
  const observation = { connections: [{ name: 'a', messages, outcome: 'kept' as const }] };
  return { summary, verdict: 'unscored', flaky: false, observation };
}

function seen(express: readonly Answer[], fastify: readonly Answer[]): Unexplained {
  return {
    id: 'never-seen',
    group: 'test',
    title: '',
    class: 'DIVERGENT',
    differs: ['status', 'ctype', 'body'],
    attribution: 'none',
    request: 'POST /echo HTTP/1.1\\r\\nHost: a\\r\\n\\r\\nGET / HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n',
    lanes: { express: lane(express), fastify: lane(fastify) },
    pairs: [],
  };
}

describe('a probe with several answers', () => {
  it('is explained by the answer that differs, whatever comes behind it', () => {
    const { cause, standing } = explain(seen([text, text], [refusal, text]), ledger, matter);
    expect([cause, standing]).toEqual(['unknown-type', 'known']);
  });

  it('has the first cause when every answer that differs has one', () => {
    expect(explain(seen([text, page], [refusal, notFound]), ledger, matter).cause).toBe('unknown-type');
  });

  it('is unexplained when one of them has none', () => {
    const teapot = answer(418, 'application/x-unheard-of');
    const { cause, standing } = explain(seen([text, text], [refusal, teapot]), ledger, matter);
    expect([cause, standing]).toEqual([undefined, 'unexplained']);
  });
});
