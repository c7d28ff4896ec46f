import type { RouteSettings } from '../config/schema.ts';
import type { Upstreams } from '../pools/upstreams.ts';
import type { OwnAnswer } from '../proxy/answer.ts';
import type { ClientResponse } from '../proxy/client-response.ts';
import type { ClientRequest } from '../proxy/gateway-request.ts';
import { fieldsOf, pairsOf } from '../proxy/field-lines.ts';
import { REFUSALS, type Refusal } from '../proxy/refusals.ts';
import { columnsOf } from './columns.ts';
import { type Asked, documentOf } from './document.ts';
import { findingsOf } from './findings.ts';
import { preferred } from './preference.ts';
import { type Inquiry, Question } from './question.ts';
import type { Replies } from './reply.ts';
import { collectBody } from './request-body.ts';

/** One of the two that are compared. */
export interface Side {
  readonly name: string;
  readonly upstreams: Upstreams;
}

/** A request that both sides are to be asked. */
export interface Comparand {
  readonly request: ClientRequest;
  readonly response: ClientResponse;
  readonly method: string;
  readonly path: string;
  /** The client's own field lines, without what concerns the connection. */
  readonly own: string;
  /** All that are passed on. */
  readonly lines: string;
  /** The body's length; undefined when it is chunked, 0 when there is none. */
  readonly bodyLength: number | undefined;
  readonly expectsContinue: boolean;
  readonly draining: () => boolean;
}

/** What a comparison ends in. */
export interface Ends {
  readonly answer: (own: OwnAnswer) => void;
  readonly refuse: (refusal: Refusal) => void;
}

/** The largest body when the route has no limit of its own: more than the twins take, so that their limits show. */
const MOST_BODY = 2 * 1024 * 1024;
/** So many at a time: each of them holds two answers and a request in memory. */
const MOST_AT_A_TIME = 64;

/** Asks two pools the same, and answers what each said and how that differs. */
export class Comparison {
  readonly sides: readonly [Side, Side];
  readonly #deadline: number;
  readonly #body: RouteSettings['body'];
  #underWay = 0;

  constructor(sides: readonly [Side, Side], deadline: number, body: RouteSettings['body']) {
    this.sides = sides;
    this.#deadline = deadline;
    this.#body = { ...body, limit: body.limit > 0 ? body.limit : MOST_BODY };
  }

  /** Answers a request; ends in nothing when the client leaves. */
  async compare(comparand: Comparand, { answer, refuse }: Ends): Promise<void> {
    if (this.#underWay >= MOST_AT_A_TIME) return refuse(REFUSALS.overloaded);
    this.#underWay += 1;
    try {
      const body = await collectBody(comparand, this.#body);
      if (body === 'left') return;
      if ('status' in body) return refuse(body);
      answer(await this.#ask(comparand, body.length > 0 || hasBody(comparand) ? body : undefined));
    } finally {
      this.#underWay -= 1;
    }
  }

  async #ask(comparand: Comparand, body: Buffer | undefined): Promise<OwnAnswer> {
    const { request, response, method, path, own, lines, bodyLength } = comparand;
    const inquiry = {
      method,
      path,
      lines,
      body,
      chunked: bodyLength === undefined,
      deadline: this.#deadline,
    };
    const replies = await this.#replies(inquiry, response);
    const asked: Asked = { method, path, fields: pairsOf(fieldsOf(own)), body };
    const findings = findingsOf(replies);
    const json = preferred(request.headers.accept) === 'json';
    return {
      status: statusOf(replies),
      type: json ? 'application/json' : 'text/plain; charset=utf-8',
      body: json
        ? `${JSON.stringify(documentOf(asked, replies, findings), null, 2)}\n`
        : columnsOf(asked, replies, findings),
      fields: ['cache-control', 'no-store', 'vary', 'accept'],
    };
  }

  async #replies(inquiry: Inquiry, response: ClientResponse): Promise<Replies> {
    const [left, right] = this.sides;
    const questions = [
      new Question(left.upstreams, inquiry),
      new Question(right.upstreams, inquiry),
    ] as const;
    response.once('close', () => {
      for (const question of questions) question.cancel();
    });
    const [one, other] = await Promise.all([questions[0].reply, questions[1].reply]);
    return [
      { name: left.name, reply: one },
      { name: right.name, reply: other },
    ];
  }
}

function hasBody({ bodyLength }: Comparand): boolean {
  return bodyLength !== 0;
}

/** 200 when there is an answer to be shown; else as a gateway says it of one replica. */
function statusOf(replies: Replies): number {
  if (replies.some(({ reply }) => reply.message !== undefined)) return 200;
  const late = replies.some(({ reply }) => reply.message === undefined && reply.reason === 'late');
  if (late) return 504;
  const down = replies.every(({ reply }) => reply.message === undefined && reply.reason === 'down');
  return down ? 503 : 502;
}
