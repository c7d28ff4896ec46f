import { describe, expect, it } from '@jest/globals';
import type { Outcome } from '../exchange/observation.ts';
import { normalise } from '../normalise/normal.ts';
import { CLASSES } from '@echo-twins/differences/class';
import type { Fate } from '../run/result.ts';
import { Transcript } from '../wire/transcript.ts';
import { classOf, compare, type Side } from './compare.ts';

/** One side, from the bytes a server would have sent. */
function side(response: string, outcome: Outcome = 'closed', fate: Fate = 'alive'): Side {
  const transcript = new Transcript();
  transcript.received(Buffer.from(response, 'latin1'));
  transcript.ended();
  const { messages, garbage } = transcript;
  const nothing = { firstByteAfter: undefined, closedAfter: undefined, timed: false, overflowed: false };
  const connection = { name: 'a', messages, outcome, garbage, standing: 'fin' as const, ...nothing };
  const bytes = { request: transcript.request, response: transcript.response };
  return { normal: normalise({ connections: [{ ...connection, ...bytes }], cut: false }), fate };
}

function answer(status: string, fields: readonly string[] = [], body = ''): string {
  const lines = [`HTTP/1.1 ${status}`, ...fields, `Content-Length: ${body.length}`];
  return `${lines.join('\r\n')}\r\n\r\n${body}`;
}

function judge(left: Side, right: Side) {
  const differences = compare(left, right);
  return { class: classOf(differences), aspects: differences.map(({ aspect }) => aspect) };
}

const PLAIN = answer('200 OK', ['Content-Type: text/plain'], 'hello');

/** For every class an answer that has it, beside the plain one, and the aspect that makes it so. */
const CASES = [
  { title: 'the same bytes', right: side(PLAIN), class: 'SAME', aspects: [] },
  {
    title: 'another date',
    left: side(answer('200 OK', ['Date: Mon, 01 Jan 2024 00:00:00 GMT'])),
    right: side(answer('200 OK', ['Date: Tue, 02 Jan 2024 00:00:01 GMT'])),
    class: 'SAME',
    aspects: [],
  },
  {
    title: 'field names in another case',
    right: side(answer('200 OK', ['content-type: text/plain'], 'hello')),
    class: 'COSMETIC',
    aspects: ['header-case'],
  },
  {
    title: 'fields in another order',
    left: side(answer('200 OK', ['A: 1', 'B: 2'])),
    right: side(answer('200 OK', ['B: 2', 'A: 1'])),
    class: 'COSMETIC',
    aspects: ['header-order'],
  },
  {
    title: 'X-Powered-By on one side',
    right: side(answer('200 OK', ['X-Powered-By: x', 'Content-Type: text/plain'], 'hello')),
    class: 'COSMETIC',
    aspects: ['habits'],
  },
  {
    title: 'JSON with its keys in another order',
    left: side(answer('200 OK', ['Content-Type: application/json'], '{"a":1,"b":2}')),
    right: side(answer('200 OK', ['Content-Type: application/json'], '{"b":2, "a":1}')),
    class: 'COSMETIC',
    aspects: ['json-layout'],
  },
  {
    title: 'another type',
    right: side(answer('200 OK', ['Content-Type: text/html'], 'hello')),
    class: 'SHAPE',
    aspects: ['ctype'],
  },
  {
    title: 'another body',
    right: side(answer('200 OK', ['Content-Type: text/plain'], 'world')),
    class: 'SHAPE',
    aspects: ['body'],
  },
  {
    title: 'another reason',
    right: side(PLAIN.replace('OK', 'Fine')),
    class: 'SHAPE',
    aspects: ['reason'],
  },
  {
    title: 'a field that means something',
    right: side(answer('200 OK', ['Content-Type: text/plain', 'Vary: Accept'], 'hello')),
    class: 'SHAPE',
    aspects: ['headers'],
  },
  {
    title: 'a body that was cut off',
    right: side(PLAIN.slice(0, -1)),
    class: 'SHAPE',
    aspects: ['body'],
  },
  {
    title: 'another status',
    right: side(PLAIN.replace('200 OK', '201 Created')),
    class: 'DIVERGENT',
    aspects: ['status'],
  },
  {
    title: 'a connection that stays',
    right: side(PLAIN, 'kept'),
    class: 'DIVERGENT',
    aspects: ['conn-state'],
  },
  {
    title: 'no answer',
    right: side('', 'hang'),
    class: 'DIVERGENT',
    aspects: ['status', 'conn-state'],
  },
  {
    title: 'a service that answers nobody any more',
    right: side('', 'hang', 'stuck'),
    class: 'HANG',
    aspects: ['service', 'status', 'conn-state'],
  },
  {
    title: 'a process that ended',
    right: side('', 'closed', 'crashed'),
    class: 'CRASH',
    aspects: ['process', 'status'],
  },
] as const;

describe('classOf', () => {
  it.each(CASES)('$class: $title', ({ right, class: expected, aspects, ...rest }) => {
    const left = 'left' in rest ? rest.left : side(PLAIN);
    expect(judge(left, right)).toEqual({ class: expected, aspects });
    expect(judge(right, left)).toEqual({ class: expected, aspects });
  });

  it('has a case for every class', () => {
    expect(new Set(CASES.map((entry) => entry.class))).toEqual(new Set(CLASSES));
  });

  it('leaves out of account what a lane always does', () => {
    const differences = compare(
      side(PLAIN),
      side(answer('200 OK', ['X-Powered-By: x', 'content-type: text/plain'], 'hello')),
    );
    expect(classOf(differences)).toBe('COSMETIC');
    expect(classOf(differences, new Set(['habits', 'header-case']))).toBe('SAME');
    expect(classOf(differences, new Set(['habits']))).toBe('COSMETIC');
  });

  it('takes a body of no bytes for the same, however its end is told', () => {
    const chunked = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n';
    expect(judge(side(answer('200 OK')), side(chunked)).class).toBe('SAME');
  });
});
