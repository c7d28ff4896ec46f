import assert from 'node:assert/strict';
import { isIP } from 'node:net';
import { EchoAnswer } from '@echo-twins/shared/contract/answers';
import { type Check, conforming } from '../check.ts';
import type { Client } from '../client.ts';

const MESSAGES: Readonly<Record<string, string>> = {
  'the empty string': '',
  blanks: ' \t ',
  'quotes and backslashes': String.raw`"\"' \u0041 ${'${x}'}`,
  'control characters': '\u0000\u0007\b\t\n\r\u001B[31m\u007F\u2028\u2029',
  'every script': 'naïve ħéł 你好 مرحبا नमस्ते 👩‍👩‍👧‍👦 𝔘',
  'a lone surrogate': '\uD83D',
  'what looks like markup': '<script>alert(1)</script>',
  'what looks like a number': '42',
  '100,000 characters': 'x'.repeat(100_000),
};

async function echoed(ask: Client, body: string | object, type = 'application/json'): Promise<EchoAnswer> {
  const headers = { 'content-type': type };
  return conforming(EchoAnswer, 200, await ask('POST /echo', { headers, body }));
}

/** `POST /echo` with what it takes. */
export const ECHO: readonly Check[] = [
  {
    title: 'POST /echo answers the message, and who answers it when to whom',
    async run({ ask, framework }) {
      const before = Date.now();
      const answer = await echoed(ask, { message: 'Hello' });
      assert.equal(answer.echo, 'Hello');
      assert.match(answer.timestamp, /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?Z$/u);
      // Clocks of two machines differ; those of one day do not.
      assert.ok(Math.abs(Date.parse(answer.timestamp) - before) < 86_400_000, answer.timestamp);
      assert.notEqual(answer.hostname, '');
      assert.notEqual(isIP(answer.client_ip), 0, `client_ip is no address: ${answer.client_ip}`);
      assert.equal(answer.metadata.framework, framework.name);
      assert.notEqual(answer.metadata.version, '');
      assert.match(answer.metadata.node_version, /^v\d+\.\d+\.\d+/u);
      assert.equal(answer.metadata.async, framework.async ? true : undefined);
    },
  },
  ...Object.entries(MESSAGES).map(([what, message]) => ({
    title: `POST /echo gives back ${what} unchanged`,
    async run({ ask }: { ask: Client }) {
      // Escaped to ASCII, so that a lone surrogate survives the way there.
      const body = JSON.stringify({ message }).replaceAll(/[^\u0020-\u007E]/gu, (character) =>
        [...Array(character.length).keys()]
          .map((at) => `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`)
          .join(''),
      );
      assert.equal((await echoed(ask, body)).echo, message);
    },
  })),
  {
    title: 'POST /echo takes UTF-8 as it comes',
    async run({ ask }) {
      const message = MESSAGES['every script'];
      assert.equal(
        (await echoed(ask, JSON.stringify({ message }), 'application/json; charset=utf-8')).echo,
        message,
      );
    },
  },
  {
    title: 'POST /echo ignores fields it does not know',
    async run({ ask }) {
      const { echo } = await echoed(ask, { message: 'Hello', extra: { deep: [1, 2] }, echo: 'no' });
      assert.equal(echo, 'Hello');
    },
  },
  {
    title: 'fifty messages at once each come back to their sender',
    async run({ ask }) {
      const messages = Array.from({ length: 50 }, (_, number) => `message ${number}`);
      const answers = await Promise.all(messages.map((message) => echoed(ask, { message })));
      assert.deepEqual(
        answers.map(({ echo }) => echo),
        messages,
      );
    },
  },
];
