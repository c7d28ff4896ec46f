import * as z from 'zod';
import type { Answer } from '@echo-twins/differences/answer';
import type { Side } from './compare.ts';

const KNOWN_TYPES: Readonly<Record<string, string>> = {
  'application/json': 'json',
  'application/problem+json': 'problem+json',
  'application/octet-stream': 'octet-stream',
};
const LONGEST = 60;
const ErrorBody = z.looseObject({ code: z.string().optional(), message: z.string().optional() });

/** What a lane did, in a few words: `400 json FST_ERR_CTP_EMPTY_JSON_BODY`, `no reply (hang)`. */
export function summaryOf({ normal, fate }: Side): string {
  if (fate === 'crashed') return 'process ended (crash)';
  if (fate === 'stuck') return 'answers nobody any more';
  const texts = normal.connections.map(({ messages, outcome, garbage, lasted }) => {
    const statuses = joined(messages.map(({ status }) => String(status)));
    if (garbage !== undefined) return 'not HTTP';
    if (statuses === '') {
      const nothing = outcome === 'hang' ? 'no reply (hang)' : `${outcome}, no response`;
      return [nothing, lasted].filter(Boolean).join(' ');
    }
    const cut = messages.some(({ complete }) => !complete) ? 'cut off' : '';
    const open = outcome === 'closed' || outcome === 'dropped' ? '' : 'conn open';
    return [statuses, describe(messages.at(-1)), cut, open, lasted].filter(Boolean).join(' ');
  });
  return [...texts, normal.ending].filter(Boolean).join('; ');
}

/** `100+200`, or `200×10` when there are many alike. */
function joined(statuses: readonly string[]): string {
  const [first, ...rest] = statuses;
  const alike = rest.length > 2 && rest.every((status) => status === first);
  return alike ? `${first ?? ''}×${statuses.length}` : statuses.join('+');
}

function describe(message: Answer | undefined): string {
  if (!message) return '';
  const [media = ''] = message.type.split(';');
  return [KNOWN_TYPES[media] ?? media, message.status >= 400 ? excuse(message) : '']
    .filter(Boolean)
    .join(' ');
}

/** What an error answer says of itself: its code, its message, or the first line of its page. */
function excuse({ body, type }: Answer): string {
  if (type.includes('json')) {
    const parsed = ErrorBody.safeParse(safeJson(body));
    const { code, message } = parsed.success ? parsed.data : {};
    return code ?? (message === undefined ? '' : `“${message.slice(0, LONGEST)}”`);
  }
  const page = /<pre>(?<line>[^<]*)/u.exec(body)?.groups?.['line'];
  return page === undefined ? '' : `“${page.slice(0, LONGEST)}”`;
}

function safeJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
