import { Readable } from 'node:stream';

/** What the apps answer with: the same values for every framework, so that a difference is the framework's. */
export const ROOT = { service: 'lane', routes: ['/', '/health', '/info', '/echo'] };
export const HEALTH = { status: 'ok' };
export const INFO = { name: 'lane', version: '1.0.0' };
export const DONE = { ok: true };
export const TEXT = 'Grüezi';
export const HTML = '<!doctype html><title>lane</title><p>Grüezi</p>';
export const BIG = { data: 'x'.repeat(2048) };
export const SLOW_MS = 700;
export const BYTES = Buffer.from([0x00, 0x01, 0x7f, 0x80, 0xff]);

/** Values that JSON has no word for. */
export const SPECIAL = {
  date: new Date(0),
  undefined: undefined,
  nan: Number.NaN,
  infinity: Number.POSITIVE_INFINITY,
  negativeZero: -0,
  nested: [undefined, () => 1],
  map: new Map([['a', 1]]),
};

/** An object that holds itself. */
export function circular(): object {
  const value: Record<string, unknown> = { name: 'circular' };
  value['self'] = value;
  return value;
}

/** More fields than the schema of `/schema` declares, and a text where it declares an integer. */
export const UNDECLARED = { id: '7', name: 'widget', secret: 'not declared' };

/** What a handler sees of a body; JSON has no word for one that is not there. */
export function seen(body: unknown): unknown {
  return body === undefined ? '<undefined>' : body;
}

/** An error with what both frameworks read from it. */
export function failure(message: string, extra: Record<string, unknown> = {}): Error {
  return Object.assign(new Error(message), extra);
}

/** Three pieces of text, one after the other. */
export function pieces(): Readable {
  return Readable.from(['one\n', 'two\n', 'three\n']);
}

/** A stream that fails before its first piece, or after it. */
export function failing(after: number): Readable {
  return Readable.from(
    (async function* source() {
      for (let index = 0; index < after; index += 1) yield 'piece\n';
      // Gives the first piece time to leave; a failure in the same turn would take it along.
      await new Promise((resolve) => setTimeout(resolve, 50));
      throw new Error('boom-stream');
    })(),
  );
}
