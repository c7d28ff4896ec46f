import type { Probe } from '../probes/probe.ts';

/** The plainest request: how two lanes look different there, they do everywhere. */
export const PLAIN: Probe = {
  id: 'compare-plain-request',
  group: 'plain',
  title: 'The plainest request',
  steps: [{ send: 'GET / HTTP/1.1\r\nHost: a.test\r\n\r\n' }],
  tags: [],
  alone: false,
  slow: false,
};
