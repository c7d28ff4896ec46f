import { isSecretName } from '@echo-twins/shared/config/problem';
import { ASPECTS } from '@echo-twins/differences/difference';
import type { Field, Message } from '@echo-twins/differences/message';
import type { Findings } from './findings.ts';
import { MOST_COMPARED, type NamedReply, REASONS, type Replies } from './reply.ts';

/** A request as the answer repeats it. */
export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly fields: readonly Field[];
  readonly body: Buffer | undefined;
}

/** Fields whose value is not repeated: a script in a page could read there what it must not (as with TRACE). */
const SECRET: readonly string[] = ['cookie', 'authorization'];

/** A comparison for programs. */
export function documentOf(
  asked: Asked,
  replies: Replies,
  { class: worst, differences, masked, partial }: Findings,
): unknown {
  const [left, right] = replies;
  const bySide = <T>(one: T, other: T): Record<string, T> => ({ [left.name]: one, [right.name]: other });
  return {
    request: {
      method: asked.method,
      path: asked.path,
      headers: headersOf(asked.fields.map(withoutSecret)),
      ...(asked.body !== undefined && { body: textOrBase64(asked.body) }),
    },
    answers: Object.fromEntries(replies.map((named) => [named.name, answerEntry(named)])),
    differences: differences.map(({ aspect, left: one, right: other }) => ({
      aspect,
      class: ASPECTS[aspect],
      ...bySide(one, other),
    })),
    class: worst,
    ...(partial && { compared_bytes: MOST_COMPARED }),
    masked: masked.map(({ name, left: one, right: other }) => ({ name, ...bySide(one, other) })),
  };
}

function answerEntry({ reply }: NamedReply): unknown {
  const time_ms = Math.round(reply.took * 1000) / 1000;
  if (reply.message === undefined) return { error: reply.reason, detail: REASONS[reply.reason], time_ms };
  const { status, reason, fields, trailers, complete } = reply.message;
  return {
    status,
    reason,
    headers: headersOf(fields),
    body: bodyOf(reply.message),
    ...(trailers.length > 0 && { trailers: headersOf(trailers) }),
    ...(!complete && { cut_off: true }),
    time_ms,
  };
}

/** A body as JSON when it is JSON, else as text, else as base64. */
function bodyOf({ fields, body }: Message): unknown {
  const type = fields.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? '';
  if (!/json/iu.test(type)) return textOrBase64(body);
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return textOrBase64(body);
  }
}

function textOrBase64(body: Buffer): unknown {
  const text = body.toString('utf8');
  return Buffer.from(text).equals(body) ? text : { base64: body.toString('base64') };
}

function withoutSecret([name, value]: Field): Field {
  return [name, SECRET.includes(name.toLowerCase()) || isSecretName(name) ? '<hidden>' : value];
}

/** Names and values; those of a name that is there more than once in a list. */
function headersOf(fields: readonly Field[]): Record<string, string | string[]> {
  const names = [...new Set(fields.map(([name]) => name))];
  return Object.fromEntries(
    names.map((name): [string, string | string[]] => {
      const values = fields.filter(([other]) => other === name).map(([, value]) => value);
      const [first = ''] = values;
      return [name, values.length === 1 ? first : values];
    }),
  );
}
