import { FASTIFY } from '@echo-twins/shared/contract/frameworks';
import { describe, expect, test } from '@jest/globals';
import { createReference, type Flaw } from '../test/reference.ts';
import { createClient } from './client.ts';
import { CONTRACT } from './contract.ts';
import { describeEcho } from './describe-echo.ts';

describeEcho('a service of node:http alone', async () => ({ at: createReference(), framework: FASTIFY }));

/** The titles of the checks that fail for a service with a flaw. */
async function failures(flaw: Flaw): Promise<string[]> {
  const subject = {
    ask: createClient(createReference(flaw)),
    framework: FASTIFY,
    profile: 'native',
  } as const;
  const failed: string[] = [];
  for (const { title, run } of CONTRACT) await run(subject).catch(() => failed.push(title));
  return failed;
}

const at =
  (path: string, spoil: Flaw): Flaw =>
  (draft, request) => {
    if (request.url === path) spoil(draft, request);
  };

const FLAWS: readonly (readonly [flaw: string, spoil: Flaw, noticed: string])[] = [
  ['calls itself something else', at('/', ({ body }) => (body['service'] = 'API')), 'GET / says which'],
  ['lists what is not there', at('/livez', (draft) => (draft.status = 404)), 'everything that GET / lists'],
  ['answers a field too many', at('/health', ({ body }) => (body['load'] = 1)), 'GET /health is 200'],
  ['leaves a field out', at('/health', ({ body }) => delete body['hostname']), 'GET /health is 200'],
  ['is draining', at('/readyz', (draft) => (draft.status = 503)), 'GET /readyz is 200'],
  [
    'trims messages',
    at('/echo', ({ body }) => (body['echo'] = String(body['echo']).trim())),
    'gives back blanks',
  ],
  [
    'answers a message it got before',
    at('/echo', ({ body }) => (body['echo'] = 'message 0')),
    'fifty messages',
  ],
  [
    'tells the time of the place',
    at('/echo', ({ body }) => (body['timestamp'] = '2026-01-01T00:00:00+01:00')),
    'POST /echo answers',
  ],
  ['accepts everything', at('/echo', (draft) => (draft.status = 200)), 'POST /echo {"message":42}'],
  [
    'fails on bad input',
    at('/echo', (draft) => (draft.status = draft.status === 400 ? 500 : draft.status)),
    'half an object',
  ],
  [
    'shows where it failed',
    ({ body }) => (body['stack'] = 'at echo (/app/src/echo.ts:3:14)'),
    'a path that is not served',
  ],
  [
    'shows its environment',
    at('/info', ({ body }) => (body['environment'] = { HOME: '/root' })),
    'GET /info shows',
  ],
  [
    'shows a secret',
    at('/info', ({ body }) => (body['environment'] = { APP_TOKEN: 'x' })),
    'GET /info shows',
  ],
  [
    'takes any request id',
    ({ headers }, request) => (headers['x-request-id'] = String(request.headers['x-request-id'])),
    'that is long or unsafe',
  ],
  [
    'gives no request id',
    ({ headers }) => delete headers['x-request-id'],
    'a request without an X-Request-Id',
  ],
  [
    'believes everybody',
    at(
      '/echo',
      ({ body }, { headers }) =>
        (body['client_ip'] = String(headers['x-forwarded-for'] ?? '::1').split(',')[0]),
    ),
    'the leftmost X-Forwarded-For',
  ],
];

/** Spoils what the journal lists. */
const listing =
  (spoil: (body: Record<string, unknown>) => void): Flaw =>
  ({ body }) => {
    if (Array.isArray(body['echoes'])) spoil(body);
  };

const JOURNAL_FLAWS: typeof FLAWS = [
  [
    'lists the oldest echo first',
    listing((body) => (body['echoes'] = [body['echoes']].flat().toReversed())),
    'is newest first',
  ],
  ['never says where to go on', listing((body) => (body['next'] = null)), 'is newest first'],
  ['has no last page', listing((body) => (body['next'] ??= '')), 'empty last page'],
  ['lists a field too many', listing((body) => (body['total'] = 1)), 'lists an echo'],
  [
    'lists anything',
    (draft) => (draft.status = draft.status === 400 ? 200 : draft.status),
    'limit=0 is a 400',
  ],
];

describe('the contract notices a service that', () => {
  test.each([...FLAWS, ...JOURNAL_FLAWS])('%s', async (_flaw, spoil, noticed) => {
    expect(await failures(spoil)).toContainEqual(expect.stringContaining(noticed));
  });
});
