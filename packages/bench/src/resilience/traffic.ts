import { openLoop } from '../load/open-loop.ts';
import { get, postJson, type RequestKind } from '../load/request.ts';
import { Tally } from './tally.ts';

/** Requests that come at their own pace, whatever happens. */
export interface TrafficPlan {
  readonly url: string;
  /** Requests a second. */
  readonly rate: number;
  /** Sent in turns; three GETs and a POST unless told otherwise. */
  readonly requests?: readonly RequestKind[];
  /** The most connections that are opened. */
  readonly connections?: number;
}

/** Three GETs and a POST of JSON, which every replica answers. */
const MIXED: readonly RequestKind[] = [
  get('/info'),
  get('/info'),
  get('/info'),
  postJson('/echo', { message: 'Hello, twins' }),
];

/** A load that has begun. Each request has an id of its own, and none is ever sent twice by this side. */
export class Traffic {
  readonly tally = new Tally();
  readonly #stop = new AbortController();
  readonly #done: Promise<void>;

  private constructor({ url, rate, requests = MIXED, connections }: TrafficPlan) {
    const load = {
      url,
      rate,
      requests,
      signal: this.#stop.signal,
      ...(connections !== undefined && { connections }),
      headers: (n: number) => ({ 'x-request-id': String(n) }),
    };
    this.#done = openLoop(load, (outcome) => this.tally.outcomes.push(outcome));
  }

  /** Begins at once. */
  static start(plan: TrafficPlan): Traffic {
    return new Traffic(plan);
  }

  /** Sends no more and waits for the answers that are due. */
  async stop(): Promise<Tally> {
    this.#stop.abort();
    await this.#done;
    return this.tally;
  }

  /** Runs only as long as some work takes. */
  static async during(plan: TrafficPlan, work: (traffic: Traffic) => Promise<unknown>): Promise<Tally> {
    const traffic = Traffic.start(plan);
    try {
      await work(traffic);
    } finally {
      await traffic.stop();
    }
    return traffic.tally;
  }
}
