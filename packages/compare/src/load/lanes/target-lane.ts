import type { Target } from '../../lanes/target.ts';
import { targetLane } from '../../lanes/target.ts';
import type { LoadLane } from './load-lane.ts';

/** A lane for a service that runs somewhere else: its process is not ours, so blocks share it and its resources are unknown. */
export function remoteLane(target: Target): LoadLane {
  const lane = targetLane(target);
  return {
    facts: {
      name: target.name,
      version: target.url.host,
      profile: 'url',
      node: null,
      environment: 'unknown',
      logging: 'unknown',
      fresh: false,
    },
    prefix: target.url.pathname.replace(/\/$/u, ''),
    start: async () => {
      const instance = await lane.start();
      const { endpoint } = instance;
      return {
        endpoint,
        began: undefined,
        stop: () => instance.stop(),
        usage: () => Promise.resolve(undefined),
      };
    },
  };
}
