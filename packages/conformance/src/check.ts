import assert from 'node:assert/strict';
import type { Framework } from '@echo-twins/shared/contract/frameworks';
import type * as z from 'zod';
import type { Client, Received } from './client.ts';
import type { Profile } from './manners.ts';

/** The service under test. */
export interface Subject {
  readonly ask: Client;
  /** Which twin it is: in the native profile each has its own way to say no. */
  readonly framework: Framework;
  readonly profile: Profile;
}

/** One sentence of the contract, and how to find out whether a service keeps it. */
export interface Check {
  readonly title: string;
  /** @throws when the service does not keep it; the message says how */
  readonly run: (subject: Subject) => Promise<void>;
}

/** An answer of the expected status, as the contract shapes it: every field there, and not one more. */
export function conforming<T>(schema: z.ZodType<T>, status: number, received: Received): T {
  assert.equal(received.status, status, `status ${received.status}, not ${status}: ${received.text}`);
  assert.match(received.headers['content-type'] ?? '', /^application\/json\b/u);
  const body = received.json();
  const parsed = schema.parse(body);
  assert.deepEqual(body, parsed, 'the answer has fields that the contract does not name');
  return parsed;
}
