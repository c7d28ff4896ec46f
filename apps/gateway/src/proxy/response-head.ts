import { fateOf, isForbiddenInTrailers } from './fields.ts';
import { withoutNominated } from './request-head.ts';

/** An answer's head as it came from a replica: names and values in turn, as bytes. */
export type RawFields = readonly Buffer[];

/** An answer's head, read once. */
export interface ResponseHead {
  /** `[name, value, …]` without what concerns the replica's connection. */
  readonly fields: string[];
  /** The body's length; undefined when the replica does not say. */
  readonly contentLength: number | undefined;
  /** Whether the replica announces that it will close the connection. */
  readonly closes: boolean;
  /** The value of `Trailer`: what the replica says will follow the body. */
  readonly trailer: string | undefined;
}

/** Reads an answer's head; undefined when its framing is not to be trusted. */
export function readResponseHead(raw: RawFields, status: number): ResponseHead | undefined {
  const fields: string[] = [];
  let connection = '';
  let contentLength: number | undefined;
  let trailer: string | undefined;
  let coded = false;
  for (let index = 0; index < raw.length; index += 2) {
    const name = raw[index]?.toString('latin1') ?? '';
    const value = raw[index + 1]?.toString('latin1') ?? '';
    switch (fateOf(name)) {
      case 'connection':
        connection = connection === '' ? value : `${connection},${value}`;
        break;
      case 'content-length':
        if (contentLength !== undefined) return undefined;
        contentLength = Number(value);
        // Nothing follows these, and so they must not say how much (RFC 9110 §8.6).
        if (status >= 200 && status !== 204) fields.push(name, value);
        break;
      case 'transfer-encoding':
        coded = true;
        break;
      case 'trailer':
        trailer = value;
        break;
      case 'hop':
        break;
      case 'managed':
        // Of these the gateway writes its own request id; the others mean nothing in an answer.
        if (name.toLowerCase() !== 'x-request-id') fields.push(name, value);
        break;
      default:
        fields.push(name, value);
    }
  }
  if (coded && contentLength !== undefined) return undefined;
  return {
    fields: connection === '' ? fields : withoutNominated(fields, connection),
    contentLength,
    closes: connection !== '' && /(?:^|,)\s*close\s*(?:,|$)/iu.test(connection),
    trailer,
  };
}

/** The trailer section as pairs, without what must not be there. */
export function readTrailers(raw: RawFields): [string, string][] {
  const pairs: [string, string][] = [];
  for (let index = 0; index < raw.length; index += 2) {
    const name = raw[index]?.toString('latin1') ?? '';
    if (!isForbiddenInTrailers(name)) pairs.push([name, raw[index + 1]?.toString('latin1') ?? '']);
  }
  return pairs;
}
