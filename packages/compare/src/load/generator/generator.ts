import { BROKEN, type Answer } from './answer.ts';
import { ClosedLoop } from './closed-loop.ts';
import { Connection } from './connection.ts';
import { Likeness } from './likeness.ts';
import type { Order, Word } from './messages.ts';
import { OpenLoop } from './open-loop.ts';
import { turning } from './pace.ts';
import { Recorder, type Span } from './recorder.ts';

const clock = (): number => performance.now();
/** How long answers may take that are still open when an open window ends, in milliseconds. */
const PATIENCE = 10_000;

type Of<T extends Order['type']> = Extract<Order, { type: T }>;

/** One target and the connections to it; carries out orders. */
export class Generator {
  readonly #target: Of<'target'>;
  readonly #likeness: Likeness;
  readonly #tell: (word: Word) => void;
  #mayRest = false;

  private constructor(target: Of<'target'>, first: Answer, tell: (word: Word) => void) {
    this.#target = target;
    this.#likeness = new Likeness(first);
    this.#tell = tell;
  }

  /** Asks the target once; its answer is what all others have to be like. */
  static async begin(target: Of<'target'>, tell: (word: Word) => void): Promise<Generator> {
    const { host, port, request } = target;
    const bytes = Buffer.from(request, 'base64');
    const connection = new Connection({ endpoint: { host, port }, request: bytes, keeps: () => true });
    await connection.open();
    const first = await new Promise<Answer>((resolve) => connection.send(resolve));
    connection.end();
    if (first === BROKEN) throw new Error('the connection was closed without an answer');
    const { status, head, body } = first;
    tell({ type: 'answer', status, head, body: body?.toString('latin1') ?? '', bytes: first.bytes });
    return new Generator(target, first, tell);
  }

  async warm({ connections, seconds, requests, most }: Of<'warm'>): Promise<void> {
    const channels = await this.#connect(connections);
    const loop = new ClosedLoop(channels, clock);
    const began = clock();
    const after = (): number => (clock() - began) / 1000;
    loop.record(new Recorder({ from: began, to: began + most * 1000 }, this.#likeness.judge));
    loop.begin();
    await turning(() => after() >= most || (after() >= seconds && loop.answered >= requests), nothing, false);
    loop.end();
    this.#tell({ type: 'warmed', requests: loop.answered, seconds: after() });
    for (const channel of channels) channel.end();
  }

  async closed({ connections, ramp, seconds }: Of<'closed'>): Promise<void> {
    const channels = await this.#connect(connections);
    const loop = new ClosedLoop(channels, clock);
    loop.begin();
    await turning(after(ramp), nothing, false);
    const window = this.#window(seconds);
    loop.record(window.recorder);
    const stall = await turning(reached(window.span.to), (_now, since) => loop.observe(since), false);
    const own = window.own(stall);
    await this.#untilRest(nothing, false);
    loop.end();
    this.#tell({ type: 'tally', tally: window.recorder.tally(false, own) });
    for (const channel of channels) channel.end();
  }

  async open({ rate, connections, ramp, seconds }: Of<'open'>): Promise<void> {
    const channels = await this.#connect(connections);
    const loop = new OpenLoop({ rate, channels, clock });
    const { alone } = this.#target;
    await turning(after(ramp), () => loop.tick(), alone);
    const window = this.#window(seconds);
    loop.record(window.recorder);
    const turn = (_now: number, since: number): void => {
      loop.observe(since);
      loop.tick();
    };
    const stall = await turning(reached(window.span.to), turn, alone);
    const own = window.own(stall);
    const { inFlight } = window.recorder.tally(true, own);
    await this.#untilRest(() => loop.tick(), alone);
    loop.end(clock());
    const patience = reached(clock() + PATIENCE);
    await turning(
      () => loop.open === 0 || patience(),
      () => loop.tick(),
      alone,
    );
    window.recorder.dropped(loop.open);
    this.#tell({ type: 'tally', tally: { ...window.recorder.tally(true, own), inFlight } });
    for (const channel of channels) channel.end();
  }

  /** The load that is under way may end. */
  rest(): void {
    this.#mayRest = true;
  }

  #untilRest(turn: () => void, busy: boolean): Promise<number> {
    const patience = reached(clock() + PATIENCE);
    return turning(() => this.#mayRest || patience(), turn, busy);
  }

  /** The window that begins now. */
  #window(seconds: number) {
    this.#mayRest = false;
    this.#tell({ type: 'started' });
    const from = clock();
    const cpu = process.cpuUsage();
    const span: Span = { from, to: from + seconds * 1000 };
    const own = (stall: number): { cpu: number; stall: number } => {
      this.#tell({ type: 'over' });
      const { user, system } = process.cpuUsage(cpu);
      return { cpu: (user + system) / 1000 / (clock() - from), stall };
    };
    return { span, recorder: new Recorder(span, this.#likeness.judge), own };
  }

  async #connect(count: number): Promise<Connection[]> {
    const { host, port, request } = this.#target;
    const bytes = Buffer.from(request, 'base64');
    const errand = { endpoint: { host, port }, request: bytes, keeps: this.#likeness.keeps };
    const connections = Array.from({ length: count }, () => new Connection(errand));
    await Promise.all(connections.map((connection) => connection.open()));
    return connections;
  }
}

function nothing(): void {
  // Only time passes.
}

function after(seconds: number): () => boolean {
  return reached(clock() + seconds * 1000);
}

function reached(moment: number): () => boolean {
  return () => clock() >= moment;
}
