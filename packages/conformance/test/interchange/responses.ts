/** A response as it was received. */
export interface Response {
  readonly status: string;
  /** In order, as written. */
  readonly fields: readonly (readonly [name: string, value: string])[];
  readonly body: string;
}

const HEAD_END = '\r\n\r\n';

/** Cuts what a server sent into responses; `rest` is what is left over. No body here begins like a response does. */
export function readResponses(bytes: string): { responses: Response[]; rest: string } {
  const responses: Response[] = [];
  let rest = bytes;
  for (let end = rest.indexOf(HEAD_END); end !== -1; end = rest.indexOf(HEAD_END)) {
    const [status = '', ...lines] = rest.slice(0, end).split('\r\n');
    const fields = lines.map((line): [string, string] => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon), line.slice(colon + 1).trim()];
    });
    const start = end + HEAD_END.length;
    const headless = rest.slice(start);
    // No body after HEAD and 304, whatever the length says.
    const length =
      headless === '' || headless.startsWith('HTTP/1.') ? 0 : Number(valueOf(fields, 'content-length') ?? 0);
    if (headless.length < length) break;
    responses.push({ status, fields, body: headless.slice(0, length) });
    rest = headless.slice(length);
  }
  return { responses, rest };
}

/** The value of a field. */
export function valueOf(fields: Response['fields'], name: string): string | undefined {
  return fields.find(([each]) => each.toLowerCase() === name)?.[1];
}
