import type { Server } from 'node:http';
import type { Framework } from '@echo-twins/shared/contract/frameworks';
import { afterAll, beforeAll, describe, test } from '@jest/globals';
import type { Subject } from './check.ts';
import { createClient } from './client.ts';
import { contractOf } from './contract.ts';
import type { Profile } from './manners.ts';

/** An echo service that can be asked. */
export interface Started {
  /** An HTTP server, which need not listen yet, or a base URL such as `http://127.0.0.1:8080/flask`. */
  readonly at: Server | string;
  /** Which twin must answer. */
  readonly framework: Framework;
  /** Called when everything has been asked. */
  readonly stop?: () => Promise<void>;
}

/** The contract as a suite of tests, for a service that `start` brings up once. */
export function describeEcho(name: string, start: () => Promise<Started>, profile: Profile = 'native'): void {
  describe(`${name} keeps the contract, ${profile}`, () => {
    let started: Started;
    let subject: Subject;

    beforeAll(async () => {
      started = await start();
      subject = { ask: createClient(started.at), framework: started.framework, profile };
    });
    afterAll(() => started.stop?.());

    test.each(contractOf(profile).map((check) => [check.title, check] as const))('%s', (_title, check) =>
      check.run(subject),
    );
  });
}
