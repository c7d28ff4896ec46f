import { readChunked } from './chunked.ts';
import { readFields } from './head.ts';
import { valuesOf } from '@echo-twins/differences/message';

const HEAD = /^(?:\r?\n)*(?<head>[^\r\n][\s\S]*?)(?:\r?\n){2}/u;

/**
 * The methods of the requests in a stream of bytes, as a lenient server would count them: how many answers to wait for, and
 * which of them have no body. Counting stops at a request that asks to close, and at a head that is not complete.
 */
export function scanRequests(bytes: Buffer): string[] {
  const methods: string[] = [];
  let rest = bytes;
  while (rest.length > 0) {
    const found = HEAD.exec(rest.toString('latin1'));
    if (!found) break;
    const [line = '', ...lines] = (found.groups?.['head'] ?? '').split(/\r?\n/u);
    const fields = readFields(lines);
    methods.push(line.split(' ')[0] ?? '');
    if (/close/iu.test(valuesOf(fields, 'connection').join())) break;
    const start = found[0].length;
    if (/chunked\s*$/iu.test(valuesOf(fields, 'transfer-encoding').join())) {
      const { end } = readChunked(rest, start);
      if (end === undefined) break;
      rest = rest.subarray(end);
    } else {
      rest = rest.subarray(start + (Number.parseInt(valuesOf(fields, 'content-length')[0] ?? '0', 10) || 0));
    }
  }
  return methods;
}
