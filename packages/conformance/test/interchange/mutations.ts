import { FIN, type Probe, type Step } from './probe.ts';

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Longer pieces than these only cost time. */
const LONGEST = 3000;
/** What parsers trip over. */
const PIECES = [
  '\r\n',
  '\n',
  '\r',
  '\0',
  ' ',
  '\t',
  ':',
  ',',
  ';',
  '%',
  '%2',
  '/',
  '//',
  '..',
  '?',
  '#',
  '*',
  '\\',
  '"',
  '{',
  '}',
  '[',
  '\xff',
  '\x80',
  '\xc3',
  '0',
  '1',
  '-',
  '+',
  'x',
  'HTTP/1.1',
  'HTTP/1.0',
  'GET ',
  'HEAD ',
  'POST ',
  'OPTIONS ',
  'Host: b\r\n',
  'Connection: close\r\n',
  'Connection: keep-alive\r\n',
  'Connection: upgrade\r\nUpgrade: x\r\n',
  'Content-Length: 0\r\n',
  'Content-Length: 3\r\n',
  'Transfer-Encoding: chunked\r\n',
  'Expect: 100-continue\r\n',
  'Content-Type: text/plain\r\n',
  'Content-Type: application/json\r\n',
  'Content-Encoding: gzip\r\n',
  'If-None-Match: *\r\n',
  '0\r\n\r\n',
  '5\r\nhello\r\n',
  '\r\n\r\n',
  '{"message":"x"}',
  '"message"',
  'null',
  '__proto__',
  '\xef\xbb\xbf',
  '\\ud800',
];

/** Probes made of others: bytes changed, removed, doubled, moved; requests joined; pauses put anywhere. */
export function mutations(seeds: readonly Probe[], count: number, seed: number): Probe[] {
  const random = seeded(seed);
  const below = (limit: number): number => Math.floor(random() * limit);
  const pick = <T>(list: readonly T[], otherwise: T): T => list[below(list.length)] ?? otherwise;
  const texts = seeds.map(({ steps }) =>
    steps.map((step) => (typeof step === 'string' ? step : '')).join(''),
  );
  const usable = texts.filter((text) => text.length < LONGEST);

  const changes: readonly ((text: string, at: number) => string)[] = [
    (text, at) => text.slice(0, at) + String.fromCodePoint(below(256)) + text.slice(at + 1),
    (text, at) => text.slice(0, at) + text.slice(at + 1 + below(4)),
    (text, at) => text.slice(0, at) + pick(PIECES, '') + text.slice(at),
    (text, at) => text.slice(0, at) + pick(PIECES, '') + text.slice(at + below(12)),
    (text, at) => text.slice(0, at) + text.slice(at, at + below(40)) + text.slice(at),
    (text, at) => text.slice(0, at) + pick(usable, '').slice(below(60)),
    (text) => text + pick(usable, ''),
    (text, at) => {
      const line = text.indexOf('\r\n', at) + 2;
      return text.slice(0, line) + pick(PIECES, '') + text.slice(line);
    },
  ];

  return Array.from({ length: count }, (_, index) => {
    let text = pick(usable, '');
    for (let left = 1 + below(3); left > 0; left -= 1)
      text = pick(changes, (same) => same)(text, below(text.length));
    return { id: `mutation ${index} of seed ${seed}`, steps: cut(text, below(6), below) };
  });
}

/** Now and then in two parts, and now and then with an end. */
function cut(text: string, how: number, below: (limit: number) => number): Step[] {
  const at = below(text.length);
  if (how === 0) return [text.slice(0, at), { wait: 20 }, text.slice(at)];
  if (how === 1) return [text, FIN];
  return [text];
}
