import assert from 'node:assert/strict';
import { EchoAnswer } from '@echo-twins/shared/contract/answers';
import { type Check, conforming, type Subject } from '../check.ts';
import { mannersOf } from '../manners.ts';

const JSON_TYPE = { 'content-type': 'application/json' };

async function refuses(subject: Subject, body: string, statuses: readonly number[]): Promise<void> {
  const { status, text } = await subject.ask('POST /echo', { headers: JSON_TYPE, body });
  assert.ok(statuses.includes(status), `status ${status}, not ${statuses.join(' or ')}: ${text}`);
  await stillServes(subject);
}

async function stillServes({ ask }: Subject): Promise<void> {
  const answer = conforming(EchoAnswer, 200, await ask('POST /echo', { body: { message: 'still there' } }));
  assert.equal(answer.echo, 'still there');
}

const BAD_MESSAGES = [
  '{}',
  '{"message":null}',
  '{"message":42}',
  '{"message":true}',
  '{"message":["a"]}',
  '{"message":{}}',
  '{"Message":"a"}',
  '[]',
];

const BAD_BODIES: Readonly<Record<string, string>> = {
  'an empty body': '',
  'half an object': '{"message": "Hel',
  'a trailing comma': '{"message": "Hello",}',
  'single quotes': "{'message': 'Hello'}",
  'a string': '"Hello"',
  'a number': '42',
  null: 'null',
  '100,000 open brackets': '['.repeat(100_000),
  'an object nested 50,000 deep': `${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}`,
};

const NOT_JSON = ['application/xml', 'application/x-www-form-urlencoded', 'multipart/form-data'];

/** `POST /echo` with what it does not take: it says so, and goes on serving. */
export const REFUSALS: readonly Check[] = [
  ...BAD_MESSAGES.map((body) => ({
    title: `POST /echo ${body} is a 400 that says why`,
    async run(subject: Subject) {
      const received = await subject.ask('POST /echo', { headers: JSON_TYPE, body });
      assert.equal(received.status, 400, received.text);
      const answer = received.json();
      const expected = mannersOf(subject).badMessage;
      assert.ok(typeof answer === 'object' && answer !== null);
      assert.deepEqual({ ...answer, ...expected }, answer, received.text);
    },
  })),
  ...Object.entries(BAD_BODIES).map(([what, body]) => ({
    title: `POST /echo with ${what} is a 400`,
    run: (subject: Subject) => refuses(subject, body, [400]),
  })),
  {
    title: 'POST /echo with 2 MiB is a 413',
    run: (subject) => refuses(subject, JSON.stringify({ message: 'x'.repeat(2 * 1024 * 1024) }), [413]),
  },
  {
    title: 'a __proto__ key changes nothing',
    async run(subject) {
      // Express keeps the key as data, Fastify refuses it.
      await refuses(subject, '{"message":"a","__proto__":{"message":"b","polluted":true}}', [200, 400]);
      await refuses(subject, '{"__proto__":{"message":"inherited"}}', [400]);
      await refuses(subject, '{"constructor":{"prototype":{"message":"inherited"}}}', [400]);
    },
  },
  ...NOT_JSON.map((type) => ({
    title: `POST /echo of ${type} is refused`,
    async run(subject: Subject) {
      const headers = { 'content-type': type };
      const { status } = await subject.ask('POST /echo', { headers, body: '{"message":"Hello"}' });
      assert.equal(status, mannersOf(subject).notJson);
    },
  })),
  {
    title: 'POST /echo of text/plain is refused',
    async run(subject) {
      const headers = { 'content-type': 'text/plain' };
      const { status } = await subject.ask('POST /echo', { headers, body: '{"message":"Hello"}' });
      assert.equal(status, mannersOf(subject).text);
    },
  },
  {
    title: 'plain bytes that call themselves gzip do no harm',
    async run(subject) {
      const headers = { ...JSON_TYPE, 'content-encoding': 'gzip' };
      const { status } = await subject.ask('POST /echo', { headers, body: '{"message":"Hello"}' });
      // Express tries to inflate them; Fastify does not look at the label.
      assert.ok([200, 400, 415].includes(status), `status ${status}`);
      await stillServes(subject);
    },
  },
  ...['/%zz', '/%', '/%00', '/echo%2', '/..%2f..%2fetc%2fpasswd', '/%c0%ae%c0%ae/'].map((path) => ({
    title: `GET ${path} is a 400 or a 404`,
    async run(subject: Subject) {
      const { status } = await subject.ask(`GET ${path}`);
      assert.ok(status === 400 || status === 404, `status ${status}`);
      await stillServes(subject);
    },
  })),
];
