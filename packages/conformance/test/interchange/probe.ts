/** Bytes to send, in latin1, or something to wait for, or the end of what is sent. */
export type Step =
  | string
  /** Milliseconds. */
  | { readonly wait: number }
  /** What the service has sent so far. */
  | { readonly heard: RegExp }
  /** Something outside; begun now, and over before the next step. */
  | { readonly meanwhile: () => Promise<unknown> }
  | typeof FIN;

/** The client has nothing more to send, but still reads. */
export const FIN = Symbol('FIN');

/** Bytes and pauses that both twins get alike. */
export interface Probe {
  readonly id: string;
  readonly steps: readonly Step[];
}

/** What a request is made of, besides its first line. */
export interface Parts {
  /** Fields as they are sent; `Host` is added when there is none and `bare` is not set. */
  readonly fields?: readonly string[];
  readonly body?: string;
  readonly bare?: boolean;
}

/** A request as bytes: `POST /echo`, HTTP/1.1 when no version is given, a Content-Length when there is a body. */
export function request(line: string, { fields = [], body, bare = false }: Parts = {}): string {
  const first = / HTTP\/\S+$/u.test(line) ? line : `${line} HTTP/1.1`;
  const all = [...fields];
  if (!bare && !fields.some((field) => /^host\s*:/iu.test(field))) all.unshift('Host: a.test');
  if (body !== undefined && !fields.some((field) => /^(content-length|transfer-encoding)\s*:/iu.test(field)))
    all.push(`Content-Length: ${body.length}`);
  return `${[first, ...all].join('\r\n')}\r\n\r\n${body ?? ''}`;
}

/** `POST /echo` with a body. */
export function post(body: string, ...fields: string[]): string {
  const typed = fields.some((field) => /^content-type\s*:/iu.test(field));
  return request('POST /echo', {
    fields: typed ? fields : ['Content-Type: application/json', ...fields],
    body,
  });
}

/** The chunked coding of a body (RFC 9112 §7.1). */
export function chunked(...parts: string[]): string {
  return [...parts.map((part) => `${part.length.toString(16)}\r\n${part}\r\n`), '0\r\n\r\n'].join('');
}
