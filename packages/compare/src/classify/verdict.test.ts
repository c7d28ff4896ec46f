import { describe, expect, it } from '@jest/globals';
import type { NormalConnection } from '../normalise/normal.ts';
import type { Level, Requirement } from '../probes/probe.ts';
import { verdictOf } from './verdict.ts';

const MESSAGE = {
  version: '1.1',
  status: 404,
  reason: 'Not Found',
  type: 'text/html',
  connection: 'close',
  fields: ['allow: GET'],
  habits: ['date: <date>'],
  names: ['Content-Type', 'Allow', 'Date', 'Transfer-Encoding'],
  framing: 'chunked' as const,
  body: '<p>secret',
  trailers: [],
  complete: true,
};
const CONNECTION: NormalConnection = { name: 'a', messages: [MESSAGE], outcome: 'closed' };

function judge(requires: Requirement, level: Level = 'MUST', connection: NormalConnection = CONNECTION) {
  const side = { normal: { connections: [connection] }, fate: 'alive' as const };
  return verdictOf(side, { document: 'RFC 9110', level, requires });
}

describe('verdictOf', () => {
  it.each<[Requirement, Requirement]>([
    [{ status: [404] }, { status: [405] }],
    [{ status: [4] }, { status: [2, 5] }],
    [{ notStatus: [2] }, { notStatus: [4] }],
    [{ field: 'allow' }, { field: 'vary' }],
    [{ field: 'date' }, { field: 'etag' }],
    [
      { field: 'allow', matching: 'GET' },
      { field: 'allow', matching: 'POST' },
    ],
    [{ field: 'content-type' }, { field: 'content-length' }],
    [{ noField: 'content-length' }, { noField: 'transfer-encoding' }],
    [{ body: true }, { body: false }],
    [{ bodyNot: 'stack' }, { bodyNot: 'secret' }],
    [{ connection: 'closed' }, { connection: 'open' }],
    [{ answers: 1 }, { answers: 2 }],
    [{ interim: 0 }, { interim: 1 }],
  ])('%j holds, %j does not', (kept, broken) => {
    expect(judge(kept)).toBe('pass');
    expect(judge(broken)).toBe('fail');
  });

  it('warns of a SHOULD, and does not score a MAY', () => {
    expect(judge({ status: [405] }, 'SHOULD')).toBe('warn');
    expect(judge({ status: [405] }, 'MAY')).toBe('unscored');
  });

  it('takes closing without an answer for a rejection', () => {
    const silent: NormalConnection = { name: 'a', messages: [], outcome: 'closed' };
    expect(judge({ status: [4] }, 'MUST', silent)).toBe('pass');
    expect(judge({ status: [400] }, 'MUST', silent)).toBe('fail');
  });
});
