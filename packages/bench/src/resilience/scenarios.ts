import type { Scenario } from './scenario.ts';
import { ALL_DOWN } from './scenarios/all-down.ts';
import { DEADLINE } from './scenarios/deadline.ts';
import { DEPARTURE } from './scenarios/departure.ts';
import { DNS_EMPTY, DNS_FAILS } from './scenarios/dns.ts';
import { KEEP_ALIVE_RACE } from './scenarios/keep-alive-race.ts';
import { KILL } from './scenarios/kill.ts';
import { STALLED_READERS, STREAMS } from './scenarios/memory.ts';
import { ONE_FAILING } from './scenarios/one-failing.ts';
import { ONE_HUNG } from './scenarios/one-hung.ts';
import { ONE_ILL } from './scenarios/one-ill.ts';
import { ONE_RESETTING } from './scenarios/one-resetting.ts';
import { OVERLOAD } from './scenarios/overload.ts';
import { ROLLING_RESTART_PEERS } from './scenarios/peers.ts';
import { RELOAD } from './scenarios/reload.ts';
import { ROLLING_RESTART } from './scenarios/rolling-restart.ts';
import { SLOW_BODIES, SLOW_HEADERS } from './scenarios/slow-clients.ts';
import { SLOWHTTPTEST } from './scenarios/slowhttptest.ts';
import { SOAK } from './scenarios/soak.ts';
import { TAKEOVER } from './scenarios/takeover.ts';
import { TOTAL_FAILURE } from './scenarios/total-failure.ts';
import { WEBSOCKETS } from './scenarios/websockets.ts';

/** All scenarios, in the order in which they are run. */
export const SCENARIOS: readonly Scenario[] = [
  ROLLING_RESTART,
  ROLLING_RESTART_PEERS,
  KILL,
  ONE_FAILING,
  ONE_ILL,
  ONE_RESETTING,
  ONE_HUNG,
  TOTAL_FAILURE,
  ALL_DOWN,
  DEADLINE,
  KEEP_ALIVE_RACE,
  DNS_FAILS,
  DNS_EMPTY,
  RELOAD,
  TAKEOVER,
  SLOW_HEADERS,
  SLOW_BODIES,
  SLOWHTTPTEST,
  DEPARTURE,
  STALLED_READERS,
  STREAMS,
  WEBSOCKETS,
  OVERLOAD,
  SOAK,
];
