import { setTimeout } from 'node:timers/promises';
import type { Endpoint } from '../wire/endpoint.ts';
import { isInterim, valuesOf } from '@echo-twins/differences/message';
import { Wire } from '../wire/wire.ts';
import type { Limits } from './limits.ts';
import type { ConnectionObservation, Ending, Exit, Observation } from './observation.ts';
import { settle } from './settle.ts';
import { bytesOf, connectionOf, type Step } from './step.ts';

/** The process behind an endpoint, for probes that end it. */
interface Process {
  readonly exited: Promise<Exit>;
  signal(name: NodeJS.Signals): void;
}

/** Where a probe is sent. */
export interface Server {
  readonly endpoint: Endpoint;
  readonly process?: Process | undefined;
}

/** Runs the steps of one probe against one server, and observes everything that comes back. */
export async function exchange(server: Server, steps: readonly Step[], limits: Limits): Promise<Observation> {
  const run = new Run(server, limits);
  try {
    for (const step of steps) await run.step(step);
    return await run.observe();
  } finally {
    run.discard();
  }
}

class Run {
  readonly #server: Server;
  readonly #limits: Limits;
  readonly #wires = new Map<string, Wire>();
  readonly #kept = new Map<string, string>();
  #pending: { name: string; bytes: Buffer[] } | undefined;
  readonly #timed = new Set<string>();
  #signalledAt = 0;
  #ending: Ending | 'never' | undefined;

  constructor(server: Server, limits: Limits) {
    this.#server = server;
    this.#limits = limits;
  }

  async step(step: Step): Promise<void> {
    const name = connectionOf(step);
    if ('send' in step || 'each' in step || 'base64' in step) {
      if (this.#pending?.name !== name) await this.#flush();
      this.#pending ??= { name, bytes: [] };
      this.#pending.bytes.push(bytesOf(step, this.#kept));
      return;
    }
    await this.#flush();
    if ('wait' in step) await setTimeout(step.wait);
    if ('connect' in step) await this.#wire(name);
    if ('fin' in step) (await this.#wire(name)).finish();
    if ('reset' in step) (await this.#wire(name)).reset();
    if ('signal' in step) this.#signal(step.signal);
    if ('exit' in step) this.#ending = await this.#awaitExit(step.within ?? this.#limits.total);
    if ('await' in step) {
      if (step.await === 'close') this.#timed.add(name);
      await this.#awaitAnswer(await this.#wire(name), step);
    }
  }

  async observe(): Promise<Observation> {
    await this.#flush();
    const wires = [...this.#wires];
    const connections = await Promise.all(wires.map(([name, wire]) => this.#observe(name, wire)));
    const cut = wires.some(([, wire]) => wire.cutWhileSending);
    return { connections, cut, ...(this.#ending && { ending: this.#ending }) };
  }

  discard(): void {
    for (const wire of this.#wires.values()) wire.discard();
  }

  async #observe(name: string, wire: Wire): Promise<ConnectionObservation> {
    const outcome = await settle(wire, this.#limits);
    const { transcript, standing, overflowed, firstByteAfter, closedAfter } = wire;
    const { messages, request, response, garbage } = transcript;
    const seen = { messages, request, response, garbage, standing, overflowed };
    return { name, outcome, ...seen, firstByteAfter, closedAfter, timed: this.#timed.has(name) };
  }

  /** Sends what consecutive steps put together, in one write: pieces are sent apart only where a probe says so. */
  async #flush(): Promise<void> {
    const pending = this.#pending;
    this.#pending = undefined;
    if (pending) await (await this.#wire(pending.name)).send(Buffer.concat(pending.bytes));
  }

  async #wire(name: string): Promise<Wire> {
    const wire = this.#wires.get(name) ?? (await Wire.open(this.#server.endpoint, this.#limits));
    this.#wires.set(name, wire);
    return wire;
  }

  #signal(name: NodeJS.Signals): void {
    this.#signalledAt = performance.now();
    this.#server.process?.signal(name);
  }

  async #awaitExit(within: number): Promise<Ending | 'never'> {
    const { process } = this.#server;
    if (!process) return 'never';
    const timer = new AbortController();
    const never = setTimeout(within, 'never' as const, { signal: timer.signal }).catch(
      () => 'never' as const,
    );
    const ending = await Promise.race([never, process.exited]);
    timer.abort();
    return ending === 'never' ? ending : { ...ending, after: performance.now() - this.#signalledAt };
  }

  async #awaitAnswer(wire: Wire, step: Extract<Step, { await: string }>): Promise<void> {
    const { transcript } = wire;
    const count = step.count ?? 1;
    const reached = {
      response: () => transcript.finals.length >= count,
      interim: () => transcript.messages.filter(isInterim).length >= count,
      bytes: () => transcript.size >= count,
      close: () => false,
    }[step.await];
    await wire.until(() => wire.standing !== 'open' || reached(), step.within ?? this.#limits.answer);
    const fields = transcript.finals.at(-1)?.fields ?? [];
    for (const [name, field] of Object.entries(step.keep ?? {})) {
      const [value] = valuesOf(fields, field);
      if (value !== undefined) this.#kept.set(name, value);
    }
  }
}
