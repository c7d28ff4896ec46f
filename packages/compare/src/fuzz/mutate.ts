import type { Random } from './random.ts';

/** What servers are known to disagree about. */
const TOKENS: readonly [string, ...string[]] = [
  '\r\n',
  '\n',
  '\r',
  ' ',
  '\t',
  '\0',
  '%00',
  '%2F',
  '%2e',
  '%',
  '%zz',
  '/',
  '//',
  '?',
  '#',
  ';',
  '&',
  '=',
  '+',
  '*',
  '\\',
  ':',
  ',',
  '"',
  '{',
  '}',
  '[',
  ']',
  '\u00FF',
  '\u00C3\u00A9',
  '0',
  '-1',
  '99999999999',
  'null',
  '[]',
  '{}',
  '"__proto__":{},',
  'a.test',
  'http://',
  'HTTP/1.0',
  'HTTP/1.1',
];
const FIELDS: readonly [string, ...string[]] = [
  'Content-Length: 0',
  'Content-Length: 1',
  'Transfer-Encoding: chunked',
  'Content-Type: application/json',
  'Content-Type: text/plain',
  'Content-Type:',
  'Content-Encoding: gzip',
  'Expect: 100-continue',
  'Connection: keep-alive',
  'Connection: close',
  'Host: b.test',
  'If-None-Match: *',
  'Range: bytes=0-1',
  'Accept: text/html',
  'Upgrade: x',
  'Accept-Encoding: gzip',
  'X-Http-Method-Override: PUT',
  'TE: trailers',
  'Origin: http://b.test',
];
const METHODS: readonly [string, ...string[]] = [
  'GET',
  'HEAD',
  'POST',
  'PUT',
  'PATCH',
  'DELETE',
  'OPTIONS',
  'TRACE',
  'QUERY',
  'PURGE',
  'get',
];
const PATHS: readonly [string, ...string[]] = [
  '/',
  '/health',
  '/echo',
  '/any',
  '/p/x',
  '/p/',
  '/opt/',
  '/text',
  '/nobody',
  '/item',
  '/cookie',
  '/redirect',
  '/nope',
];

type Mutation = (text: string, random: Random) => string;

const MUTATIONS: readonly [Mutation, ...Mutation[]] = [
  (text, random) => splice(text, random.below(text.length + 1), { drop: 0, put: random.pick(TOKENS) }),
  (text, random) => splice(text, random.below(text.length), { drop: 1, put: random.pick(TOKENS) }),
  (text, random) => splice(text, random.below(text.length), { drop: 1 + random.below(8), put: '' }),
  (text, random) =>
    splice(text, random.below(text.length), { drop: 1, put: String.fromCodePoint(random.below(256)) }),
  (text, random) => afterRequestLine(text, `${random.pick(FIELDS)}\r\n`),
  (text, random) => afterRequestLine(text, `${random.pick(FIELDS)}\r\n`),
  (text, random) => text.replace(/^\S+/u, random.pick(METHODS)),
  (text, random) => text.replace(/(?<=^\S+ )\S+/u, random.pick(PATHS)),
  (text, random) => changeCase(text, random.below(text.length)),
  (text, random) => encodeOne(text, random),
  (text, random) => repeatLine(text, random),
];

/** A request with one to three random changes; the same for the same random numbers. */
export function mutate(text: string, random: Random): string {
  let mutant = text;
  for (let left = 1 + random.below(3); left > 0; left -= 1) mutant = random.pick(MUTATIONS)(mutant, random);
  return mutant;
}

function splice(text: string, at: number, { drop, put }: { drop: number; put: string }): string {
  return text.slice(0, at) + put + text.slice(at + drop);
}

function afterRequestLine(text: string, line: string): string {
  const end = text.indexOf('\r\n');
  return end === -1 ? text : splice(text, end + 2, { drop: 0, put: line });
}

function changeCase(text: string, at: number): string {
  const character = text.charAt(at);
  const upper = character.toUpperCase();
  return splice(text, at, { drop: 1, put: upper === character ? character.toLowerCase() : upper });
}

/** One character of the target, percent-encoded. */
function encodeOne(text: string, random: Random): string {
  const target = /(?<=^\S+ )\S+/u.exec(text);
  if (!target) return text;
  const at = target.index + random.below(target[0].length);
  return splice(text, at, { drop: 1, put: `%${text.charCodeAt(at).toString(16).padStart(2, '0')}` });
}

function repeatLine(text: string, random: Random): string {
  const lines = text.split('\r\n');
  const at = random.below(lines.length);
  return [...lines.slice(0, at), lines[at] ?? '', ...lines.slice(at)].join('\r\n');
}
