import { isUtf8 } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import { readBody } from './body.ts';
import { problemOf } from './problem.ts';
import { EMPTY_BODY, MALFORMED_JSON, NESTED_TOO_DEEPLY } from './problems.ts';

/** How many arrays and objects may be open at once: more than anybody means, and far from what costs anything. */
const DEEPEST = 512;

/**
 * Parses a body by RFC 8259. A byte order mark is skipped (§8.1), the last of several equal names counts (§4),
 * `__proto__` is a name like any other.
 *
 * @throws {HttpProblem} 400 when it is empty, not UTF-8, not JSON, or nested beyond {@link DEEPEST}
 */
export function parseJson(body: Buffer): unknown {
  if (body.length === 0) throw EMPTY_BODY;
  if (!isUtf8(body)) throw MALFORMED_JSON;
  if (body.length > 2 * DEEPEST && isTooDeep(body)) throw NESTED_TOO_DEEPLY;
  const marked = body[0] === 0xef && body[1] === 0xbb && body[2] === 0xbf;
  try {
    return JSON.parse(marked ? body.toString('utf8', 3) : body.toString('utf8'));
  } catch {
    throw MALFORMED_JSON;
  }
}

/** What a body holds, or why that is not known. */
type Parsed = (error: Error | null, value?: unknown) => void;

/** Reads a body of at most `limit` bytes as JSON; `done` gets an {@link HttpProblem} when it is too large, broken or no JSON. */
export function readJson(request: IncomingMessage, limit: number, done: Parsed): void {
  readBody(request, limit, (problem, body) => {
    if (problem) {
      done(problem);
      return;
    }
    let value: unknown;
    try {
      value = parseJson(body);
    } catch (error) {
      done(problemOf(error));
      return;
    }
    done(null, value);
  });
}

const [QUOTE, BACKSLASH, OPEN_ARRAY, OPEN_OBJECT, CLOSE_ARRAY, CLOSE_OBJECT] = Buffer.from('"\\[{]}');

/** Counts brackets outside strings; the bytes of longer UTF-8 sequences are never mistaken for one. */
function isTooDeep(body: Buffer): boolean {
  let depth = 0;
  let inString = false;
  for (let index = 0; index < body.length; index += 1) {
    const byte = body[index];
    if (inString) {
      if (byte === BACKSLASH) index += 1;
      else if (byte === QUOTE) inString = false;
    } else if (byte === QUOTE) inString = true;
    else if (byte === OPEN_ARRAY || byte === OPEN_OBJECT) {
      depth += 1;
      if (depth > DEEPEST) return true;
    } else if (byte === CLOSE_ARRAY || byte === CLOSE_OBJECT) depth -= 1;
  }
  return false;
}
