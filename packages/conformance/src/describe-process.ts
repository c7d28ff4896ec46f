import { describe, jest } from '@jest/globals';
import { describeShutdown } from './process/shutdown.ts';
import { describeStartup } from './process/startup.ts';

/** What a service does as a process, as a suite of tests: `main` is what `node` is given to start it. */
export function describeProcess(name: string, main: URL): void {
  // Each test starts a process, on a machine that may be busy; each wait inside has its own, shorter bound.
  jest.setTimeout(60_000);
  describe(`${name} as a process`, () => {
    describeStartup(main);
    describeShutdown(main);
  });
}
