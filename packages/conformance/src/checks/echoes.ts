import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { EchoesAnswer, type JournalEntry } from '@echo-twins/shared/contract/echoes';
import { type Check, conforming, type Subject } from '../check.ts';
import type { Client } from '../client.ts';

/** How long an echo may take to be listed, in milliseconds: a database is written to now and then, and replicas take turns. */
const PATIENCE = 10_000;
const POLL = 25;

async function page(ask: Client, query = ''): Promise<EchoesAnswer> {
  return conforming(EchoesAnswer, 200, await ask(`GET /echoes${query}`));
}

/** The entry of a message in the journal, once it is there. */
async function listed(ask: Client, message: string): Promise<JournalEntry> {
  const deadline = performance.now() + PATIENCE;
  for (;;) {
    const { echoes } = await page(ask, '?limit=100');
    const entry = echoes.find((each) => each.message === message);
    if (entry) return entry;
    assert.ok(performance.now() < deadline, `${message} is not in the journal`);
    await sleep(POLL);
  }
}

const BAD_PAGES = [
  'limit=0',
  'limit=101',
  'limit=-1',
  'limit=1.5',
  'limit=ten',
  'limit=1&limit=2',
  'limit=%201',
  'after=1',
  'after=00000000-0000-7000-8000-00000000000G',
  'after=00000000-0000-7000-8000-000000000000&after=00000000-0000-7000-8000-000000000000',
];

/** `GET /echoes`: the journal of echoed messages. */
export const ECHOES: readonly Check[] = [
  {
    title:
      'GET /echoes lists an echo: who, when, which framework and replica, the message and the request id',
    async run({ ask, framework }) {
      const message = `${randomUUID()} \u0000 \uD83D 👩‍👧 "\\`;
      const id = randomUUID();
      const body = JSON.stringify({ message });
      const headers = { 'content-type': 'application/json', 'x-request-id': id };
      const answer = (await ask('POST /echo', { headers, body })).json();
      const { id: entryId, ...entry } = await listed(ask, message);
      assert.match(entryId, /^[\da-f]{8}-[\da-f]{4}-7[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/u);
      const { timestamp, hostname, client_ip } = entry;
      assert.deepEqual(entry, {
        timestamp,
        framework: framework.name,
        hostname,
        client_ip,
        message,
        request_id: id,
      });
      assert.ok(typeof answer === 'object' && answer !== null);
      assert.deepEqual({ ...answer, timestamp, hostname, client_ip }, answer);
    },
  },
  {
    title: 'GET /echoes is newest first, and pages follow each other without a gap',
    async run({ ask }) {
      const mark = randomUUID();
      const messages = [1, 2, 3, 4, 5].map((number) => `${mark} ${number}`);
      for (const message of messages) await ask('POST /echo', { body: { message } });
      for (const message of messages) await listed(ask, message);
      const { echoes } = await page(ask, '?limit=100');
      const ids = echoes.map(({ id }) => id);
      assert.deepEqual(ids, ids.toSorted().toReversed());

      const first = await page(ask, '?limit=2');
      assert.equal(first.echoes.length, 2);
      assert.equal(first.next, first.echoes[1]?.id);
      const second = await page(ask, `?limit=2&after=${first.next}`);
      assert.equal(second.echoes.length, 2);
      for (const { id } of second.echoes)
        assert.ok(id < (first.next ?? ''), `${id} was before ${first.next}`);
    },
  },
  {
    title: 'GET /echoes after the first echo there could be is an empty last page',
    async run({ ask }) {
      const after = '00000000-0000-7000-8000-000000000000';
      assert.deepEqual(await page(ask, `?after=${after}`), { echoes: [], next: null });
    },
  },
  {
    title: 'GET /echoes takes empty parameters for none, and ignores those it does not know',
    run: async ({ ask }) => void (await page(ask, '?limit=&after=&colour=blue')),
  },
  ...BAD_PAGES.map((query) => ({
    title: `GET /echoes?${query} is a 400`,
    async run({ ask }: Subject) {
      const { status, text } = await ask(`GET /echoes?${query}`);
      assert.equal(status, 400, text);
    },
  })),
];
