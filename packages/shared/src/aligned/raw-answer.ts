import { REQUEST_ID, requestId } from '../http/request-id.ts';
import type { HttpProblem } from './problem.ts';

// Not imported: see server.ts.
const { STATUS_CODES } = process.getBuiltinModule('node:http');

/** The fields of an answer that no framework gives, the same as on every other. */
export function problemFields({ headers, body }: HttpProblem): Record<string, string> {
  return {
    [REQUEST_ID]: requestId(undefined),
    ...headers,
    'content-length': String(body.length),
    connection: 'close',
  };
}

/** A problem as bytes, for what never became a request. */
export function rawAnswer(problem: HttpProblem): Buffer {
  const { statusCode, body } = problem;
  const fields = { ...problemFields(problem), date: new Date().toUTCString() };
  const lines = Object.entries(fields).map(([name, value]) => `${name}: ${value}\r\n`);
  const head = `HTTP/1.1 ${statusCode} ${STATUS_CODES[statusCode] ?? ''}\r\n${lines.join('')}\r\n`;
  return Buffer.concat([Buffer.from(head, 'latin1'), body]);
}
