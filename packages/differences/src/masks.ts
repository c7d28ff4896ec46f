/** One thing that changes from run to run without meaning anything, and what stands for it afterwards. */
interface Mask {
  readonly name: string;
  readonly pattern: RegExp;
  readonly replacement: string;
}

/**
 * What is masked in field values and bodies before two answers are compared. All of it is here, for every probe alike: a rule
 * for one probe would hide what that probe is for.
 */
const MASKS: readonly Mask[] = [
  { name: 'time', pattern: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/gu, replacement: '<time>' },
  {
    name: 'HTTP date',
    pattern: /(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT/gu,
    replacement: '<date>',
  },
  {
    name: 'uuid',
    pattern: /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/giu,
    replacement: '<id>',
  },
  { name: 'Fastify request id', pattern: /\breq-[0-9a-z]+\b/gu, replacement: '<id>' },
  { name: 'local address', pattern: /\b(?:127\.0\.0\.1|localhost):\d+/gu, replacement: '<address>' },
  { name: 'port', pattern: /"port":\d+/gu, replacement: '"port":"<port>"' },
  { name: 'PORT', pattern: /"PORT":"\d+"/gu, replacement: '"PORT":"<port>"' },
  { name: 'trace', pattern: /\b00-[0-9a-f]{32}-[0-9a-f]{16}-0[01]\b/gu, replacement: '<trace>' },
  { name: 'hostname', pattern: /"hostname":"[^"]*"/gu, replacement: '"hostname":"<hostname>"' },
  // An echo service says which framework it is made with: that is what it is, not what it does.
  {
    name: 'own name',
    pattern: /"service":"(?:Express|Fastify) Echo API"/gu,
    replacement: '"service":"<name>"',
  },
  {
    name: 'own framework',
    pattern: /"framework":"(?:Express|Fastify)"/gu,
    replacement: '"framework":"<name>"',
  },
  { name: 'own style', pattern: /,"async":true/gu, replacement: '' },
  {
    name: 'stack of an error page',
    pattern: /(?:<br> &nbsp; &nbsp;at [^<\n]*)+/gu,
    replacement: '<br>&lt;stack&gt;',
  },
  { name: 'stack', pattern: /(?:(?:\\n|\n)\s+at [^\n"\\]*)+/gu, replacement: '<stack>' },
  {
    name: 'path',
    pattern: /(?:file:\/\/)?\/(?:[\w@.+-]+\/)+[\w@.+-]+\.(?:m?js|ts)(?::\d+)*/gu,
    replacement: '<path>',
  },
];

/** Fields whose value is another one every time; only that they are there is compared. */
export const VOLATILE_FIELDS: readonly string[] = [
  'date',
  'x-request-id',
  'request-id',
  'traceparent',
  'x-response-time',
];

/**
 * Fields that a service adds to every answer, whatever was asked. How they differ is a fact about the service, told once for
 * the lane; it makes no probe differ in more than appearance.
 */
export const HABITUAL_FIELDS: readonly string[] = ['x-powered-by', 'server', 'etag', 'keep-alive', 'date'];

/** Fields that are compared by other means: what they frame is, or they have an aspect of their own. */
export const STRUCTURAL_FIELDS: readonly string[] = [
  'content-length',
  'transfer-encoding',
  'content-type',
  'connection',
];

/** Applies every mask to a text. */
export function masked(text: string): string {
  return MASKS.reduce((rest, { pattern, replacement }) => rest.replaceAll(pattern, replacement), text);
}

/** What a mask stands for, and what stood there. */
export interface Masked {
  readonly name: string;
  readonly value: string;
}

/** Everything in a text that the masks would take out, in the order of the masks. */
export function maskedIn(text: string): Masked[] {
  let rest = text;
  return MASKS.flatMap(({ name, pattern, replacement }) => {
    const found = [...rest.matchAll(pattern)].map(([value]) => ({ name, value }));
    rest = rest.replaceAll(pattern, replacement);
    return found;
  });
}
