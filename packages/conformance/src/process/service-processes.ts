import { afterEach } from '@jest/globals';
import { ServiceProcess, type StartOptions } from './service-process.ts';

/** Starts services for a suite's tests, and sees to it that none outlives its test. */
export interface Services {
  readonly start: (options?: StartOptions) => Promise<ServiceProcess>;
  /** Without waiting for it to answer. */
  readonly spawn: (options?: StartOptions) => Promise<ServiceProcess>;
}

/** To be called inside `describe`. */
export function servicesOf(main: URL): Services {
  const started: ServiceProcess[] = [];
  afterEach(() => Promise.all(started.splice(0).map((service) => service.kill())));

  async function spawn(options?: StartOptions): Promise<ServiceProcess> {
    const service = await ServiceProcess.spawn(main, options);
    started.push(service);
    return service;
  }
  return {
    spawn,
    async start(options) {
      const service = await spawn(options);
      await service.answers();
      return service;
    },
  };
}
